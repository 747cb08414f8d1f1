package org.rempart.gateway.http;

import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.Source;

/// Who is made to wait for a refusal: everybody, until somebody leaves without it. From then on
/// ([Budget#ABANDONED_WAITS]) a source, and whoever shares a network with it, is held back no more
/// often at a time than it may still leave. Otherwise all its connections are held in the moment in
/// which one may be, leave, and come again together (measured: 2,000 connections of a flood that
/// waits for a second, opened anew every other second).
///
/// Safe from any thread.
final class Patience {
    private final Budgets budgets;

    Patience(Budgets budgets) {
        this.budgets = budgets;
    }

    /// What a wait is begun with.
    enum Wait {
        /// Nobody there left for as long as is remembered; leaving is paid for when it happens.
        TRUSTED,
        /// Leaving has been paid for, and is paid back to who stays.
        ON_TRIAL,
        /// It would not wait.
        NONE
    }

    Wait begin(Source source) {
        if (budgets.isRested(source, Budget.ABANDONED_WAITS)) {
            return Wait.TRUSTED;
        }
        return budgets.spend(source, Budget.ABANDONED_WAITS) == 0 ? Wait.ON_TRIAL : Wait.NONE;
    }

    void stayed(Source source, Wait wait) {
        if (wait == Wait.ON_TRIAL) {
            budgets.refund(source, Budget.ABANDONED_WAITS);
        }
    }

    void left(Source source, Wait wait) {
        if (wait == Wait.TRUSTED) {
            var _ = budgets.spend(source, Budget.ABANDONED_WAITS);
        }
    }
}
