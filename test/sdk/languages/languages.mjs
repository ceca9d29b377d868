/**
 * What each SDK needs to run, and what has to be read behind the notification's link. Each runs in a copy of its
 * folder; `crash.text` is a piece of the line at which it breaks, and `crash.beneath` names what the SDK puts on top of
 * it as if that were the program's own too. Commands run with SENTRY_DSN in their environment.
 */
export const LANGUAGES = [
  {
    name: 'Python',
    folder: 'python',
    needs: [['python3', '--version']],
    toGet: 'Python 3.9 or newer with venv',
    prepare: [
      ['python3', '-m', 'venv', 'venv'],
      ['venv/bin/pip', 'install', '--quiet', '--requirement', 'requirements.txt'],
    ],
    run: ['venv/bin/python', 'checkout.py'],
    expected: {
      sdk: 'sentry.python',
      platform: 'python',
      types: ['ZeroDivisionError', 'CheckoutError'],
      value: 'the basket of 파이썬 is empty',
      crash: { file: 'checkout.py', text: 'raise CheckoutError', function: 'checkout' },
    },
  },
  {
    name: 'Python with brotli',
    folder: 'python',
    needs: [['python3', '--version']],
    toGet: 'Python 3.9 or newer with venv',
    prepare: [
      ['python3', '-m', 'venv', 'venv'],
      ['venv/bin/pip', 'install', '--quiet', '--requirement', 'requirements.txt', 'brotli==1.1.0'],
    ],
    run: ['venv/bin/python', 'checkout.py'],
    expected: {
      sdk: 'sentry.python',
      platform: 'python',
      encoding: 'br',
      types: ['ZeroDivisionError', 'CheckoutError'],
      value: 'the basket of 파이썬 is empty',
      crash: { file: 'checkout.py', text: 'raise CheckoutError', function: 'checkout' },
    },
  },
  {
    name: 'Go',
    folder: 'go',
    needs: [['go', 'version']],
    toGet: 'Go 1.25 or newer',
    prepare: [['go', 'build', '-o', 'shop', '.']],
    run: ['./shop'],
    expected: {
      sdk: 'sentry.go',
      platform: 'go',
      types: ['*main.CheckoutError'],
      value: 'the basket of 고랭 is empty',
      crash: { file: 'main.go', text: 'sentry.CaptureException(', function: 'checkout' },
    },
  },
  {
    name: 'Java',
    folder: 'java',
    needs: [
      ['java', '--version'],
      ['mvn', '--version'],
    ],
    toGet: 'a JDK 11 or newer, and Maven',
    prepare: [['mvn', '--quiet', '--batch-mode', 'package']],
    run: ['java', '-cp', 'target/shop-1.2.3.jar:target/lib/*', 'com.example.shop.Checkout'],
    expected: {
      sdk: 'sentry.java',
      platform: 'java',
      types: ['ArithmeticException', 'Checkout$CheckoutException'],
      value: 'the basket of 자바 is empty',
      crash: {
        file: 'Checkout.java',
        at: 'src/main/java/com/example/shop/Checkout.java',
        text: 'throw new CheckoutException',
        function: 'total',
      },
    },
  },
  {
    name: 'Rust',
    folder: 'rust',
    needs: [['cargo', '--version']],
    toGet: 'Rust 1.89 or newer',
    prepare: [['cargo', 'build', '--quiet']],
    run: ['target/debug/shop'],
    expected: {
      sdk: 'sentry.rust',
      platform: 'native',
      types: ['panic'],
      value: 'the basket of 러스트 is empty',
      crash: { file: 'main.rs', at: 'src/main.rs', text: 'panic!(', function: 'shop::checkout', beneath: 'the hook' },
    },
  },
  {
    name: 'Ruby',
    folder: 'ruby',
    needs: [['ruby', '-e', 'require "sentry-ruby"']],
    toGet: 'Ruby with the gem sentry-ruby (`gem install sentry-ruby`, or `apt-get install ruby-sentry-ruby-core`)',
    prepare: [],
    run: ['ruby', 'checkout.rb'],
    expected: {
      sdk: 'sentry.ruby',
      platform: 'ruby',
      types: ['ZeroDivisionError', 'CheckoutError'],
      value: 'the basket of 루비 is empty',
      crash: { file: 'checkout.rb', text: 'raise CheckoutError', function: 'rescue in checkout' },
    },
  },
];
