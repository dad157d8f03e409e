package org.perdura.recipe;

/**
 * A recipe that cannot be used; the message is one line that says where and what would be right.
 */
public final class RecipeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public RecipeException(String message) {
    super(message);
  }
}
