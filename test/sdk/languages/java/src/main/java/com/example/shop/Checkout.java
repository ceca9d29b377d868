package com.example.shop;

import io.sentry.Sentry;

/** A shop whose checkout breaks. */
public final class Checkout {
  static final class CheckoutException extends RuntimeException {
    CheckoutException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static int total(String basket) {
    try {
      return 1 / basket.indexOf("자");
    } catch (ArithmeticException cause) {
      throw new CheckoutException("the basket of " + basket + " is empty", cause);
    }
  }

  public static void main(String[] arguments) {
    Sentry.init(
        options -> {
          options.setDsn(System.getenv("SENTRY_DSN"));
          options.setRelease("shop@1.2.3");
          options.setEnvironment("testing");
          options.addInAppInclude("com.example.shop");
        });
    try {
      total("자바");
    } catch (CheckoutException exception) {
      Sentry.captureException(exception);
    }
    Sentry.flush(60_000);
    Sentry.close();
  }
}
