package org.rempart.loadtests.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// Who signed: claims, rows and counts, under one lock.
final class Book {
    private static final Duration BETWEEN_LOOK_AND_WRITE = Duration.ofMillis(50);

    private static final Duration WHILE_PEOPLE_SIGN = Duration.ofMillis(300);

    private record Claim(String form, String receipt) {}

    private record Line(String receipt, String country, boolean held, Instant recordedAt) {}

    /// @param status HTTP status
    /// @param code of a problem, else empty
    record Answer(int status, String receipt, String code) {}

    /// What is published, and as of when.
    record Published(Instant asOf, int count, Map<String, Integer> byCountry) {}

    private final Fault fault;
    private final Clock clock;
    private final Map<String, Claim> claims = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private Instant moved = Instant.EPOCH;
    private int readings;
    private int taken;
    private int counted;

    Book(Fault fault, Clock clock) {
        this.fault = fault;
        this.clock = clock;
    }

    Answer sign(String challenge, String form, String country) {
        if (fault == Fault.ACCEPTS_RACES) {
            Optional<Answer> known = known(challenge, form);
            LockSupport.parkNanos(BETWEEN_LOOK_AND_WRITE.toNanos());
            return known.orElseGet(() -> take(challenge, form, country));
        }
        synchronized (this) {
            return known(challenge, form).orElseGet(() -> take(challenge, form, country));
        }
    }

    private synchronized Optional<Answer> known(String challenge, String form) {
        Claim first = claims.get(challenge);
        if (first != null && first.form().equals(form) && fault != Fault.REFUSES_RETRIES) {
            boolean forgets = fault == Fault.FORGETS_RECEIPTS;
            String receipt = forgets ? UUID.randomUUID().toString() : first.receipt();
            return Optional.of(new Answer(201, receipt, ""));
        }
        return first == null || fault == Fault.ACCEPTS_REPLAYS
                ? Optional.empty()
                : Optional.of(new Answer(403, "", "challenge_spent"));
    }

    private synchronized Answer take(String challenge, String form, String country) {
        taken++;
        String receipt = UUID.randomUUID().toString();
        if (fault == Fault.TURNS_PEOPLE_AWAY && taken % 5 == 0) {
            return new Answer(422, "", "invalid");
        }
        if (fault == Fault.DROPS_ONE_IN_TEN && taken % 10 == 0) {
            return new Answer(201, receipt, "");
        }
        if (fault == Fault.DROPS_ONE_IN_TEN_THOUSAND && taken == 10_000) {
            return new Answer(201, receipt, "");
        }
        if (fault == Fault.ACCEPTS_AND_FORGETS && taken % 10 == 0) {
            return new Answer(202, receipt, "");
        }
        if (fault == Fault.REFUSES_AND_TAKES && taken % 10 == 0) {
            write(receipt, country);
            return new Answer(503, "", "storage_unavailable");
        }
        if (fault == Fault.SHARES_A_RECEIPT && taken % 25 == 0) {
            return new Answer(201, lines.getLast().receipt(), "");
        }
        claims.put(challenge, new Claim(form, receipt));
        write(receipt, country);
        if (taken == 25) {
            switch (fault) {
                case COUNTS_ONE_TWICE -> counted++;
                case WRITES_ONE_TWICE -> write(receipt, country);
                case INVENTS_A_ROW -> write(UUID.randomUUID().toString(), country);
                default -> {}
            }
        }
        return new Answer(201, receipt, "");
    }

    private void write(String receipt, String country) {
        boolean held = fault == Fault.HOLDS_ONE_IN_TEN && lines.size() % 10 == 0;
        Instant now = clock.instant();
        // one moment has one count
        moved = now.isAfter(moved) ? now : moved.plusNanos(1);
        lines.add(new Line(receipt, country, held, moved));
        counted += held ? 0 : 1;
    }

    /// Rows from a place on, as the operator side lists them.
    synchronized ObjectNode page(int from, int limit) {
        ObjectNode page = Work.JSON.createObjectNode();
        ArrayNode rows = page.putArray("signatures");
        int to = Math.min(lines.size(), from + limit);
        for (Line line : lines.subList(from, to)) {
            ObjectNode row = rows.addObject();
            row.put("receipt", line.receipt());
            row.put("state", line.held() ? "held" : "counted");
            row.put("country", line.country());
            row.put("recorded_at", line.recordedAt().toString());
        }
        page.put("next", to < lines.size() ? "row " + to : null);
        return page;
    }

    /// What whoever reads the count gets now.
    synchronized Published published() {
        return switch (fault) {
            case FALLS_BACK -> {
                int less = ++readings % 3 == 0 ? Math.min(3, counted) : 0;
                yield new Published(clock.instant(), counted - less, byCountry());
            }
            case RUNS_AHEAD -> {
                boolean quiet = moved.plus(WHILE_PEOPLE_SIGN).isBefore(clock.instant());
                yield new Published(moved, quiet ? counted : counted + 50, byCountry());
            }
            default -> new Published(moved, counted, byCountry());
        };
    }

    /// What its event stream tells.
    synchronized Published streamed() {
        return switch (fault) {
            case STREAMS_ANOTHER_COUNT -> new Published(moved, counted + 1, Map.of());
            case STREAM_STAYS_BEHIND -> new Published(Instant.EPOCH, 0, Map.of());
            default -> published();
        };
    }

    private Map<String, Integer> byCountry() {
        Map<String, Integer> counts = new TreeMap<>();
        lines.stream()
                .filter(line -> !line.held())
                .forEach(line -> counts.merge(line.country(), 1, Integer::sum));
        if (fault == Fault.COUNTS_ONE_TWICE && !lines.isEmpty()) {
            counts.merge(lines.getFirst().country(), counted - lines.size(), Integer::sum);
        }
        if (fault == Fault.LOSES_A_COUNTRY && !counts.isEmpty()) {
            counts.remove(counts.keySet().iterator().next());
        }
        return counts;
    }
}
