package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script, in a folder that looks as if all were built, with a Java that only talks. */
final class LauncherTest {

  private static final Path BASH = Path.of("/bin/bash");

  @TempDir private Path home;

  private String launch(String... args) throws IOException, InterruptedException {
    Path script = Path.of("..", "perdura");
    assumeTrue(Files.isExecutable(BASH) && Files.isRegularFile(script));
    Files.copy(script, home.resolve("perdura"));
    Files.writeString(home.resolve("pom.xml"), "");
    Path module = Files.createDirectories(home.resolve("perdura-cli"));
    Files.writeString(module.resolve("pom.xml"), "");
    Files.createDirectories(module.resolve("src/main"));
    Path target = Files.createDirectories(module.resolve("target"));
    Files.writeString(target.resolve("perdura-cli-1.jar"), "");
    program(
        "jdk/bin/java",
        "echo \"$GLIBC_TUNABLES\" > \"$(dirname \"$0\")/malloc\"; echo \"java $*\"");
    program("bin/mvn", "echo building; exit 1");
    Files.writeString(target.resolve("classpath.txt"), "");
    var command = new java.util.ArrayList<String>();
    command.add(BASH.toString());
    command.add(home.resolve("perdura").toString());
    command.addAll(java.util.List.of(args));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("GLIBC_TUNABLES");
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().merge("PATH", home.resolve("bin") + ":", (old, ours) -> ours + old);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private void program(String name, String line) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void startsWhatIsBuilt() throws Exception {
    assertThat(launch("models", "list"))
        .startsWith("java ")
        .contains("perdura-cli-1.jar")
        .endsWith("org.perdura.cli.Main models list\n");
  }

  @Test
  void memoryIsSetUpAsTestsOfMemoryHaveIt() throws Exception {
    assertThat(launch("doctor")).startsWith("java " + String.join(" ", LauncherSettings.JAVA));
    assertThat(Files.readString(home.resolve("jdk/bin/malloc")).strip())
        .isIn(LauncherSettings.MALLOC, LauncherSettings.MALLOC.replace(LauncherSettings.HUGE, ""));
  }

  @Test
  void foldersThatAreNoModulesDoNotMatter() throws Exception {
    Files.writeString(
        Files.createDirectories(home.resolve("perdura-demo")).resolve("index.html"), "");
    assertThat(launch("--help")).startsWith("java ").endsWith("org.perdura.cli.Main --help\n");
  }
}
