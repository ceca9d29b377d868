// Old code, with carriage returns: constructors by function, prototypes, a module of CommonJS's days.
function Basket(owner) {
  this.owner = owner;
  this.items = [];
}

Basket.prototype.add = function (item) {
  if (!item.id) {
    throw new Error('an item without an id');
  }
  this.items.push(item);
  return this;
};

Basket.prototype.each = function each(visit) {
  var self = this;
  for (var i = 0; i < self.items.length; i++) {
    (function (index) {
      visit.call(self, self.items[index], index);
    })(i);
  }
};

Basket.from = function (list) {
  var basket = new Basket('nobody');
  list.forEach(function (item) {
    basket.add(item);
  });
  return basket;
};

var Mixin = (function () {
  var hidden = { count: 0 };
  return {
    touch: function () {
      hidden.count++;
      return hidden.missing.count;
    },
  };
})();

function checked(fn) {
  return function () {
    try {
      return fn.apply(this, arguments);
    } catch (error) {
      error.checked = true;
      throw error;
    } finally {
      checked.last = fn;
    }
  };
}

export var legacySites = {
  'prototype method': function () { return Basket.from([{ id: 1 }, {}]); },
  'visitor': function () {
    Basket.from([{ id: 1 }]).each(function (item) { return item.price.amount; });
  },
  'module pattern': function () { return Mixin.touch(); },
  'rethrown': checked(function () { return undefined.anything; }),
  'thrown string wrapped': function () {
    switch (1) {
      case 1:
        label: for (;;) {
          if (true) break label;
        }
      default:
        throw Object.assign(new Error('fell through'), { code: 'E_FALL' });
    }
  },
};
