/** What a shop's pages are made of: the words of its functions, addresses and log lines. */
export const VERBS = [
  'load',
  'render',
  'submit',
  'apply',
  'fetch',
  'update',
  'open',
  'select',
  'parse',
  'merge',
] as const;
export const NOUNS = [
  'Cart',
  'Coupon',
  'Order',
  'Address',
  'Session',
  'Price',
  'Gallery',
  'Review',
  'Stock',
  'Wishlist',
] as const;
/** The files of one build, with the hashes that a bundler gives them. */
export const CHUNKS = [
  'vendor-9c41e0d7',
  'runtime-02b7fa6e',
  'checkout-5d3f9a17',
  'product-e81c74b0',
  'account-47aa05c9',
  'search-b6d2913f',
  'shared-1f70c8e4',
] as const;
export const PATHS = [
  '/',
  '/cart',
  '/checkout/payment',
  '/products/mug-blue-330ml',
  '/account/orders',
  '/search',
] as const;
export const WORDS = [
  'the', 'cart', 'item', 'could', 'not', 'load', 'because', 'a', 'price', 'was', 'missing', 'while', 'render', 'of', 'page',
  'order', 'number', 'update', 'view', 'retry', 'after', 'timeout', 'user', 'clicked', 'button', 'stock', 'is', 'low',
] as const; // biome-ignore format: a list of words reads as lines of words
/** A tenth of the shop's customers do not write in ASCII. */
export const FOREIGN = [
  '장바구니를 열 수 없습니다',
  'Größe wählen – später erneut',
  '注文を確認しています',
  'Поиск товаров',
] as const;
export const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
] as const;
export const LOCALES = ['en-US', 'de-DE', 'ko-KR', 'ja-JP', 'fr-FR'] as const;
export const TIMEZONES = ['Asia/Seoul', 'Europe/Berlin', 'America/New_York', 'UTC'] as const;
