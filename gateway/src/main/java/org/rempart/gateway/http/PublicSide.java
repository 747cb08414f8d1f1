package org.rempart.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;

import org.rempart.gateway.challenge.ChallengeKeys;
import org.rempart.gateway.http.connection.Connections;
import org.rempart.gateway.http.page.Assets;
import org.rempart.gateway.http.page.Pages;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.pressure.LoopDelays;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.signature.SignatureDigests;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.SourceResolver;
import org.rempart.gateway.storage.Connector;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the event loops of the public side share. Everything in it is safe from any thread, but
/// what a supplier gives, which belongs to the one who asked.
public record PublicSide(
        Settings settings,
        InstantSource clock,
        SecureRandom random,
        Connector connector,
        Connections connections,
        SourceResolver sources,
        Budgets budgets,
        Pressure pressure,
        LoopDelays loops,
        Supplier<ChallengeKeys> challengeKeys,
        Supplier<SignatureDigests> digests,
        Intake intake,
        Petitions petitions,
        Counts counts,
        PetitionDocuments documents,
        Assets assets,
        Pages pages,
        PublicMetrics metrics,
        EventStreamBound streams,
        Tarpit.Bound tarpit,
        LongSupplier nanoTime,
        AtomicInteger port) {

    /// The bound on event streams for that public side.
    public static EventStreamBound streamsBound(Settings settings, MeterRegistry meters) {
        return new EventStreamBound(settings.http().eventStreamsMax(), meters);
    }

    /// The bound on refusals held back by that public side.
    public static Tarpit.Bound tarpitBound(Settings settings, MeterRegistry meters) {
        return new Tarpit.Bound(settings.http().tarpitMax(), meters);
    }
}
