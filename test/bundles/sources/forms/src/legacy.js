// How modules were written before there were classes.
var queue = {};

(function (exports) {
  'use strict';
  function Queue() {
    if (!(this instanceof Queue)) return new Queue();
    this.jobs = [];
  }
  Queue.prototype = {
    constructor: Queue,
    push: function (job) {
      if (typeof job !== 'function') throw new TypeError('a job is a function');
      this.jobs.push(job);
      return this;
    },
    run: function () {
      for (var i = 0, l = this.jobs.length; i < l; i++) this.jobs[i].call(this, i);
    },
  };
  Object.defineProperty(Queue.prototype, 'first', {
    get: function () { return this.jobs[0].name.missing.name; },
  });
  Queue.prototype.flush = Queue.prototype.run.bind(Queue());
  exports.Queue = Queue;
  exports.drain = function drainAll(q) { return q.each(); };
  exports['with space'] = function () { throw new Error('exported by a name with a space'); };
})(queue);

var util = (queue.util = { inherits: function (child, parent) { child.prototype = Object.create(parent.prototype); } });

function Special() { queue.Queue.call(this); }
util.inherits(Special, queue.Queue);
Special.prototype.run = function () { return queue.Queue.prototype.run.apply(this, arguments); };
Special.create = Special.make = function () { return new Special(); };
Special.prototype.toString = function () { throw new Error('no text of it'); };

!function () { queue.late = function () { (void 0)(); }; }();

export var legacySites = {
  'method of a prototype literal': function () { new queue.Queue().push(1); },
  'job of a queue': function () { Special.create().push(function job() { throw new Error('a job failed'); }).run(); },
  'defined property': function () { return queue.Queue().push(function first() {}).first; },
  'unknown method': function () { queue.drain(new Special()); },
  'exported with a space': function () { queue['with space'](); },
  'implicit text': function () { return '' + Special.make(); },
  'call of nothing': function () { queue.late(); },
  'comma and new': function () { return (0, new (function () { this.go = function () { throw new Error('made on the spot'); }; })().go)(); },
};
