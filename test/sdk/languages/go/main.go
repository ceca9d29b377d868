// A shop whose checkout breaks.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/getsentry/sentry-go"
)

// CheckoutError says which basket could not be paid.
type CheckoutError struct{ Basket string }

func (e *CheckoutError) Error() string { return "the basket of " + e.Basket + " is empty" }

func checkout(basket string) {
	sentry.CaptureException(&CheckoutError{Basket: basket})
}

func main() {
	err := sentry.Init(sentry.ClientOptions{Dsn: os.Getenv("SENTRY_DSN"), Release: "shop@1.2.3", Environment: "testing"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	checkout("고랭")
	if !sentry.Flush(10 * time.Second) {
		os.Exit(1)
	}
}
