package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.media.Rational;

final class OptionValuesTest {

  @ParameterizedTest
  @CsvSource({"1k,1024", "800m,838860800", "4g,4294967296", "2.5GB,2684354560", "1 MiB,1048576"})
  void sizesAreReadInPowersOf1024(String text, long bytes) {
    assertThat(new MemorySize().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "25,25,1",
    "12.5,25,2",
    "23.976,24000,1001",
    "29.97,30000,1001",
    "59.94,60000,1001",
    "24000/1001,24000,1001"
  })
  void frameRatesAreExact(String text, int numerator, int denominator) {
    Rational rate = new FrameRate().convert(text);
    assertThat((long) rate.numerator() * denominator)
        .isEqualTo((long) numerator * rate.denominator());
  }

  @Test
  void halfOfTheMachineMayBeUsedButNeverLessThanFourGigabytes() {
    long gigabyte = 1L << 30;
    assertThat(EngineOptions.defaultMemory(0)).isEqualTo(4 * gigabyte);
    assertThat(EngineOptions.defaultMemory(6 * gigabyte)).isEqualTo(4 * gigabyte);
    assertThat(EngineOptions.defaultMemory(32 * gigabyte)).isEqualTo(16 * gigabyte);
  }
}
