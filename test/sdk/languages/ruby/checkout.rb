# A shop whose checkout breaks.
require 'sentry-ruby'

Sentry.init do |config|
  config.dsn = ENV.fetch('SENTRY_DSN')
  config.release = 'shop@1.2.3'
  config.environment = 'testing'
  config.background_worker_threads = 0
  config.app_dirs_pattern = /checkout/
  config.project_root = __dir__
end

class CheckoutError < StandardError; end

def total(prices)
  prices.sum / prices.length
end

def checkout(prices)
  total(prices)
rescue ZeroDivisionError
  raise CheckoutError, 'the basket of 루비 is empty'
end

begin
  checkout([])
rescue CheckoutError => error
  Sentry.capture_exception(error)
end
