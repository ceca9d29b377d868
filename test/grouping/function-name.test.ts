import { describe, expect, test } from '@jest/globals';
import { functionName, trimFunction } from '../../lib/grouping/function-name.ts';

describe('a native function is named without arguments, return type and decoration', () => {
  test.each([
    ['main', 'main'],
    ['void shop::Cart<Item>::add(Item const&) const', 'shop::Cart<T>::add'],
    ['std::vector<std::pair<int, int>>::push_back(int &&)', 'std::vector<T>::push_back'],
    ['(anonymous namespace)::charge(int)', '(anonymous namespace)::charge'],
    ['void shop::(anonymous namespace)::charge(int)', 'shop::(anonymous namespace)::charge'],
    ["void shop::`anonymous namespace'::charge(int)", "shop::`anonymous namespace'::charge"],
    ['?A0x12345678::charge', "`anonymous namespace'::charge"],
    ['shop::run(int)::{lambda(int)#1}::operator()(int) const', 'shop::run::lambda::operator()'],
    ['shop::operator<<(std::ostream&, int)', 'shop::operator<<'],
    ['shop::Cart::operator bool() const', 'shop::Cart::operator bool'],
    ['shop::charge::h0123456789abcdef', 'shop::charge'],
    ['<shop::Cart as core::fmt::Debug>::fmt', 'shop::Cart::fmt'],
    ['<T as shop::Charge>::charge', 'shop::Charge::charge'],
    ['<shop::Cart<T> as core::iter::Iterator>::next', 'shop::Cart<T>::next'],
    ['<shop::Cart>::add', 'shop::Cart::add'],
    ['<<shop::Cart as shop::Full>::Item as core::fmt::Debug>::fmt', 'shop::Cart::Item::fmt'],
    ['shop::call<<shop::Cart as shop::Full>::Item>', 'shop::call<T>'],
    ['<lambda_0123456789abcdef0123456789abcdef>::operator()', '<lambda>::operator()'],
    ['std::basic_ostream<char>& std::operator<< <std::char_traits<char> >(char)', 'std::operator<< <T>'],
    ['shop::charge(int) [clone .cold.12]', 'shop::charge'],
    ['shop::Cart::operator->() const', 'shop::Cart::operator->'],
    ['invocation function for block in shop_charge', 'shop_charge'],
    ['@charge@12', 'charge'],
    ['Cart.charge(order: Int) throws -> Receipt', 'Cart.charge'],
    ['closure #1 in Cart.charge() -> ()', 'closure in Cart.charge'],
    ['static Cart.charge(order: Int) async throws -> Receipt', 'Cart.charge'],
    ['memcpy@@GLIBC_2.14', 'memcpy'],
    ['charge@12', 'charge'],
    ['shop::run::{{closure}}', 'shop::run::{{closure}}'],
    ["int shop::`dynamic initializer for 'limit''", "shop::`dynamic initializer for 'limit''"],
    ['int (anonymous namespace)::charge(int) const &', '(anonymous namespace)::charge'],
    ['-[Cart chargeOrder:with:]', '-[Cart chargeOrder:with:]'],
    ['+[Cart shared]', '+[Cart shared]'],
    ['()', '()'],
  ])('%s', (name, expected) => {
    expect(trimFunction(name, 'native')).toBe(expected);
  });
});

describe('what Swift’s compiler makes has the name of what it was made of', () => {
  test.each([
    ['closure #2 in closure #1 in Cart.charge(order:)', 'closure in Cart.charge'],
    ['partial apply for closure #1 in Cart.charge(order:) -> ()', 'closure in Cart.charge'],
    ['@objc Cart.charge(order:) -> ()', 'Cart.charge'],
    ['thunk for @escaping @callee_guaranteed () -> ()', 'thunk for closure'],
    ['variable initialization expression of static Cart.limit', 'initializer expression of Cart.limit'],
    ['property wrapper backing initialization expression of Cart.total', 'initializer expression of Cart.total'],
  ])('%s', (name, expected) => {
    expect(trimFunction(name, 'cocoa')).toBe(expected);
  });
});

test('a C# method is named without its arguments', () => {
  expect(trimFunction('Cart.Charge (System.Int32 order)', 'csharp')).toBe('Cart.Charge');
});

test('other languages keep their names as they are', () => {
  expect(trimFunction('operator (x)', 'python')).toBe('operator (x)');
});

test('a function that the SDK has trimmed already is not trimmed again', () => {
  expect(functionName({ function: 'run (fast)', raw_function: 'run (fast) (int)' }, 'csharp')).toBe('run (fast)');
});

test('a hostile name is answered in no time', () => {
  const start = process.cpuUsage();
  for (const unit of ['<', '(', ' ', 'operator', '{lambda(', 'const ', '<A as ']) {
    trimFunction(unit.repeat(100_000), 'native');
    trimFunction(unit.repeat(Math.floor(2_048 / unit.length)), 'native');
  }
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(2_000);
});
