package org.perdura.metrics;

/** Which of two values of a measure is the better one. */
public enum Better {
  HIGHER("higher", "↑"),
  LOWER("lower", "↓"),
  /** A ratio to the truth: both too little and too much are wrong. */
  NEAR_ONE("nearer to 1", "→1");

  private final String word;
  private final String sign;

  Better(String word, String sign) {
    this.word = word;
    this.sign = sign;
  }

  /** To stand before "is better". */
  public String word() {
    return word;
  }

  /** An arrow. */
  public String sign() {
    return sign;
  }

  /** How bad a value is: less is better. Only fit to be compared. */
  public double loss(double value) {
    return switch (this) {
      case HIGHER -> -value;
      case LOWER -> value;
      case NEAR_ONE -> Math.abs(value - 1);
    };
  }
}
