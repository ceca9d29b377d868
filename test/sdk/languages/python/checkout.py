"""A shop whose checkout breaks. Sends with gzip, or with brotli where that package is installed."""

import os

import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], release="shop@1.2.3", environment="testing")


class CheckoutError(Exception):
    pass


def total(prices):
    return sum(prices) / len(prices)


def checkout(prices):
    try:
        return total(prices)
    except ZeroDivisionError as error:
        raise CheckoutError("the basket of 파이썬 is empty") from error


try:
    checkout([])
except CheckoutError as error:
    sentry_sdk.capture_exception(error)

sentry_sdk.flush(timeout=60)
