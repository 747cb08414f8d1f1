package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;

import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.Source;

/// Who asks, and what he has left: the first look at a request, and later ones where something is
/// granted that has a budget of its own.
///
/// One for each event loop.
final class Admission {
    /// What is left of the way to the full price for a source whose signatures are held: the three
    /// hundred pupils of a school do not pay what a flood does.
    private static final double HELD_WEIGHT = 0.1;

    private final RequestSource sources;
    private final Budgets budgets;
    private final Pressure pressure;
    private final Tarpit tarpit;
    private final PublicMetrics metrics;

    Admission(
            RequestSource sources,
            Budgets budgets,
            Pressure pressure,
            Tarpit tarpit,
            PublicMetrics metrics) {
        this.sources = sources;
        this.budgets = budgets;
        this.pressure = pressure;
        this.tarpit = tarpit;
        this.metrics = metrics;
    }

    /// What becomes of a signature by what its source has had.
    enum Standing {
        COUNTED,
        HELD,
        REFUSED
    }

    /// Whether to look at a request at all; when not, its refusal is sent, or will be. Under
    /// pressure those who have asked for most are refused first.
    boolean admits(HttpServerRequest request) {
        metrics.request();
        return pays(request, sources.of(request), Budget.REQUESTS, pressure.read().budgetShare());
    }

    /// Whether a source pays for something out of that budget; when not, its refusal is sent, or
    /// will be.
    boolean pays(HttpServerRequest request, Source source, Budget budget) {
        return pays(request, source, budget, 1);
    }

    private boolean pays(HttpServerRequest request, Source source, Budget budget, double share) {
        long waitNanos = budgets.spend(source, budget, share);
        if (waitNanos > 0) {
            refuse(request, source, budget, waitNanos);
        }
        return waitNanos == 0;
    }

    /// As [#pays], and takes nothing.
    boolean hasLeft(HttpServerRequest request, Source source, Budget budget) {
        long waitNanos = budgets.wait(source, budget);
        if (waitNanos > 0) {
            refuse(request, source, budget, waitNanos);
        }
        return waitNanos == 0;
    }

    /// Whether a source may have one more signature recorded, counted or held; when not, its
    /// refusal is sent, or will be. Looked at before anything is read.
    boolean maySign(HttpServerRequest request, Source source) {
        return budgets.wait(source, Budget.SIGNATURES) == 0
                || hasLeft(request, source, Budget.HELD_SIGNATURES);
    }

    /// Decides on a signature that is in order otherwise, and pays for it. Nobody is refused for
    /// having many neighbours before a good many of their signatures have been taken and held.
    Standing standing(HttpServerRequest request, Source source) {
        if (budgets.spend(source, Budget.SIGNATURES) == 0) {
            return Standing.COUNTED;
        }
        long waitNanos = budgets.spend(source, Budget.HELD_SIGNATURES);
        if (waitNanos == 0) {
            return Standing.HELD;
        }
        refuse(request, source, Budget.HELD_SIGNATURES, waitNanos);
        return Standing.REFUSED;
    }

    /// Takes back what a signature paid that was not taken.
    void giveBack(Source source, Standing standing) {
        switch (standing) {
            case COUNTED -> budgets.refund(source, Budget.SIGNATURES);
            case HELD -> budgets.refund(source, Budget.HELD_SIGNATURES);
            case REFUSED -> {}
        }
    }

    /// Remembers work that was none.
    void failed(Source source) {
        var _ = budgets.spend(source, Budget.FAILED_WORK);
    }

    /// How much of what it may have a source has used, as its price goes by: 0 rested, 1 all of it.
    double used(Source source) {
        double signatures =
                (1 - HELD_WEIGHT) * budgets.used(source, Budget.SIGNATURES)
                        + HELD_WEIGHT * budgets.used(source, Budget.HELD_SIGNATURES);
        double work =
                Math.max(
                        budgets.used(source, Budget.CHALLENGES),
                        budgets.used(source, Budget.FAILED_WORK));
        return Math.max(signatures, work);
    }

    /// The refusal is held back, where that can be.
    private void refuse(HttpServerRequest request, Source source, Budget budget, long waitNanos) {
        metrics.overBudget(budget);
        budgets.refused(source);
        if (!tarpit.holdsBack(request, source, budget, waitNanos)) {
            OverBudget.answer(request, budget, waitNanos);
        }
    }
}
