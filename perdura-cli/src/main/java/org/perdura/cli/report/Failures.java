package org.perdura.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.perdura.adversarial.train.TrainingException;
import org.perdura.fluid.SolverException;
import org.perdura.recipe.RecipeException;
import picocli.CommandLine.ParameterException;

/** Says in one line what went wrong. */
public final class Failures {

  private Failures() {}

  public static String line(Throwable e) {
    if (e instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
      return line(wrapped.getCause());
    }
    if (e instanceof FileSystemException file) {
      return Printable.of(file.getFile() + ": " + reason(file));
    }
    if (e instanceof TrainingException
        && e.getCause() instanceof FileSystemException file
        && String.valueOf(e.getMessage()).equals(file.getMessage())) {
      return line(file); // whose own message may be a name alone
    }
    if (e instanceof OutOfMemoryError) {
      return "out of memory (%s): allow Java more, e.g. PERDURA_JAVA_OPTS=-Xmx6g"
          .formatted(firstLine(e));
    }
    if (e instanceof LinkageError) {
      return "the program or one of its libraries cannot be loaded: " + rootCause(e);
    }
    boolean written = // by people, for people
        e instanceof IOException
            || e instanceof TrainingException
            || e instanceof RecipeException
            || e instanceof SolverException
            || e instanceof IllegalArgumentException
            || e instanceof ParameterException;
    String message = firstLine(e);
    if (message.isEmpty()) {
      return e.getClass().getSimpleName();
    }
    return written ? message : e.getClass().getSimpleName() + ": " + message;
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (e instanceof NotDirectoryException) {
      return "is a file, must be a folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  private static String rootCause(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + firstLine(root);
  }

  /** LibTorch's messages go on with dozens of lines of its own stack. */
  private static String firstLine(Throwable e) {
    String line = e.getMessage() == null ? "" : e.getMessage();
    return Printable.of(line.lines().findFirst().orElse("").strip());
  }
}
