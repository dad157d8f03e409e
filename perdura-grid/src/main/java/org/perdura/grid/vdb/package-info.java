/**
 * OpenVDB's files (.vdb), in plain Java: sparse grids of numbers and vectors, read and written leaf
 * by leaf.
 *
 * <p>{@link org.perdura.grid.vdb.VdbFile} reads, {@link org.perdura.grid.vdb.VdbWriter} writes,
 * {@link org.perdura.grid.vdb.SparseField} is what lies between: leaves of 8 x 8 x 8 voxels where
 * there is something, and a background value everywhere else. The layout is that of OpenVDB's own
 * sources (openvdb/io, openvdb/tree), file versions 222 to 225.
 */
package org.perdura.grid.vdb;
