package org.rempart.gateway.source;

import java.time.Duration;

/// Whether a source has budget left for a request.
public sealed interface BudgetDecision {
    /// The request was paid for.
    record Granted() implements BudgetDecision {}

    /// Nothing was taken; the same request can be paid for after `retryAfter`, above zero, if the
    /// source asks for nothing else until then.
    record Over(Duration retryAfter) implements BudgetDecision {}
}
