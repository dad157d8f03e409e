/**
 * LibTorch behind a small idiomatic API; no other module imports it.
 *
 * <p><b>Tensors and scopes.</b> A {@link org.perdura.nn.Tensor} is memory that the Java heap knows
 * nothing of. Every operation makes one, and the {@link org.perdura.nn.Scope} around it frees it;
 * without a scope it stays until the garbage collector happens to run, which is too late for
 * pictures. What outlives its scope is {@link org.perdura.nn.Scope#keep kept} (a result) or {@link
 * org.perdura.nn.Tensor#persistent persistent} (a weight, a statistic).
 *
 * <p><b>Shapes.</b> {@code [n, c, h, w]} for pictures, {@code [n, c, d, h, w]} for volumes: batch,
 * channels, (depth,) height, width. Frames of a clip are {@code [n, t, c, h, w]} until they are
 * folded into the batch.
 *
 * <p><b>Layout.</b> Convolution layers keep their weights, and bring their input, in channels-last
 * order, where the processor is up to several times as fast. The order in memory never changes a
 * shape or an index, and it is passed on by the operations here; to read a tensor's elements or to
 * save it gives the plain order again.
 *
 * <p><b>Networks.</b> A {@link org.perdura.nn.Module} has parameters, buffers and children, named
 * as PyTorch names them, so that weights move between both: {@link org.perdura.nn.SafeTensors} are
 * the checkpoints, {@link org.perdura.nn.PyTorchFile} imports .pth files. {@link
 * org.perdura.nn.Adam} and {@link org.perdura.nn.Muon} learn, {@link org.perdura.nn.Ema} averages.
 *
 * <p><b>Precision.</b> Under {@link org.perdura.nn.Precision#autocast autocast} convolutions and
 * matrix products compute in bfloat16 with float weights, which suits training; {@link
 * org.perdura.nn.Module#convert} makes the weights themselves bfloat16, for applying a network.
 *
 * <p><b>Threads.</b> {@link org.perdura.nn.Torch#threads(int)} says how many one operation may use.
 * Scopes, {@link org.perdura.nn.GradientMode} and autocast belong to the thread that opened them; a
 * tensor may pass to another thread once it is out of its scope. The same seed and thread count
 * give the same numbers.
 */
package org.perdura.nn;
