package org.perdura.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What one command line brought.
 *
 * @param out lines on standard output
 * @param err lines on standard error
 */
record Cli(int code, List<String> out, List<String> err) {

  /** Runs a command in this process. */
  static Cli run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Cli(code, out.toString().lines().toList(), err.toString().lines().toList());
  }
}
