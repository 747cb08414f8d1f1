package org.rempart.gateway.operator;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.rempart.gateway.http.PetitionDocuments;
import org.rempart.gateway.http.PublicMetrics;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.source.PressingNetworks;
import org.rempart.gateway.storage.ChangeFeed;
import org.rempart.gateway.storage.Connector;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// What the operator side is made of. Everything in it is safe from any thread.
///
/// @param token what `/operator/` asks for
/// @param leaving whether the gateway stops, and load balancers should look for another
public record OperatorSide(
        Settings settings,
        Settings.Secret token,
        InstantSource clock,
        Connector connector,
        ChangeFeed feed,
        Petitions petitions,
        Counts counts,
        PetitionDocuments documents,
        Pressure pressure,
        Intake intake,
        Rates rates,
        PressingNetworks networks,
        PublicMetrics metrics,
        PrometheusMeterRegistry meters,
        BooleanSupplier leaving,
        AtomicInteger port) {}
