package org.rempart.gateway.settings;

import static org.rempart.gateway.settings.Values.allowance;
import static org.rempart.gateway.settings.Values.bytes;
import static org.rempart.gateway.settings.Values.cidrs;
import static org.rempart.gateway.settings.Values.duration;
import static org.rempart.gateway.settings.Values.file;
import static org.rempart.gateway.settings.Values.largerBudgets;
import static org.rempart.gateway.settings.Values.path;
import static org.rempart.gateway.settings.Values.text;
import static org.rempart.gateway.settings.Values.token;
import static org.rempart.gateway.settings.Values.webAddress;
import static org.rempart.gateway.settings.Values.wholeNumber;
import static org.rempart.gateway.settings.Values.yesOrNo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Every setting there is, in the order of the README's table.
public final class Keys {
    private static final long PORT_MAX = 65_535;

    /// Proof-of-work prices stay payable by a phone: 32 million tries are 8 s of a mid-range one at
    /// worst (4 million tries a second).
    private static final long PRICE_MAX = 32_000_000;

    /// The rest of SIGTERM's ten seconds is for the stop itself.
    private static final Duration LAME_DUCK_MAX = Duration.ofSeconds(2);

    /// Nobody is served meanwhile, and nothing more is gained (measured: 60,000 requests in 5 s).
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(10);

    static final Key<String> HTTP_HOST = Key.of("http.host", "0.0.0.0", text(255));
    static final Key<Long> HTTP_PORT = Key.of("http.port", "8080", wholeNumber(0, PORT_MAX));
    static final Key<Path> HTTP_TLS_CERTIFICATE = Key.of("http.tls.certificate", null, file());
    static final Key<Path> HTTP_TLS_KEY = Key.of("http.tls.key", null, file());
    static final Key<URI> HTTP_PUBLIC_URL = Key.of("http.public-url", null, webAddress());
    static final Key<Long> HTTP_EVENT_LOOPS = Key.of("http.event-loops", "0", wholeNumber(0, 64));
    static final Key<Long> HTTP_CONNECTIONS_MAX =
            Key.of("http.connections-max", "20000", wholeNumber(1, 1_000_000));
    static final Key<Long> HTTP_EVENT_STREAMS_MAX =
            Key.of("http.event-streams-max", "10000", wholeNumber(0, 1_000_000));
    static final Key<Long> HTTP_TARPIT_MAX =
            Key.of("http.tarpit-max", "10000", wholeNumber(0, 1_000_000));
    static final Key<Duration> HTTP_LAME_DUCK =
            Key.of("http.lame-duck", "2s", duration(Duration.ZERO, LAME_DUCK_MAX));
    static final Key<Duration> HTTP_WARM_UP =
            Key.of("http.warm-up", "4s", duration(Duration.ZERO, WARM_UP_MAX));
    static final Key<String> OPERATOR_HOST = Key.of("operator.host", "127.0.0.1", text(255));
    static final Key<Long> OPERATOR_PORT =
            Key.of("operator.port", "8081", wholeNumber(0, PORT_MAX));
    static final Key<String> OPERATOR_TOKEN = Key.secret("operator.token", token());
    static final Key<DatabaseUrl> DATABASE_URL = Key.secret("database.url", DatabaseUrl::parse);
    static final Key<Path> DATA_DIR = Key.of("data.dir", "data", path());
    static final Key<List<String>> SOURCE_TRUSTED_PROXIES =
            Key.of("source.trusted-proxies", "", cidrs());
    static final Key<Boolean> SOURCE_PROXY_PROTOCOL =
            Key.of("source.proxy-protocol", "false", yesOrNo());
    static final Key<List<String>> SOURCE_LARGER_BUDGETS =
            Key.of("source.larger-budgets", "127.0.0.1/32=100,::1/128=100", largerBudgets());
    static final Key<Path> SOURCE_ASN_DATABASE = Key.of("source.asn-database", null, file());
    static final Key<Settings.Allowance> BUDGET_CONNECTIONS =
            Key.of("budget.connections", "20/s burst 400", allowance());
    static final Key<Settings.Allowance> BUDGET_REQUESTS =
            Key.of("budget.requests", "10/s burst 400", allowance());
    static final Key<Settings.Allowance> BUDGET_CHALLENGES =
            Key.of("budget.challenges", "1200/10m burst 1200", allowance());
    static final Key<Settings.Allowance> BUDGET_FAILED_WORK =
            Key.of("budget.failed-work", "100/10m burst 100", allowance());
    static final Key<Settings.Allowance> BUDGET_SIGNATURES =
            Key.of("budget.signatures", "60/10m burst 60", allowance());
    static final Key<Settings.Allowance> BUDGET_HELD_SIGNATURES =
            Key.of("budget.held-signatures", "300/10m burst 300", allowance());
    static final Key<Settings.Allowance> BUDGET_ABANDONED_WAITS =
            Key.of("budget.abandoned-waits", "6/10m burst 6", allowance());
    static final Key<Long> CHALLENGE_BASE =
            Key.of("challenge.base", "500000", wholeNumber(1, PRICE_MAX));
    static final Key<Long> CHALLENGE_CEILING =
            Key.of("challenge.ceiling", "32000000", wholeNumber(1, PRICE_MAX));
    static final Key<Duration> CHALLENGE_VALIDITY =
            Key.of(
                    "challenge.validity",
                    "10m",
                    duration(Duration.ofSeconds(1), Duration.ofHours(1)));
    static final Key<Boolean> CHALLENGE_BOUND_TO_SOURCE =
            Key.of("challenge.bound-to-source", "false", yesOrNo());
    static final Key<Duration> CHALLENGE_KEY_ROTATION =
            Key.of(
                    "challenge.key-rotation",
                    "24h",
                    duration(Duration.ofMinutes(30), Duration.ofDays(365)));
    static final Key<Long> INTAKE_QUEUE_ROWS_MAX =
            Key.of("intake.queue-rows-max", "20000", wholeNumber(1, 1_000_000));
    static final Key<Duration> INTAKE_DEADLINE =
            Key.of("intake.deadline", "2s", duration(Duration.ofMillis(10), Duration.ofMinutes(1)));
    static final Key<Long> INTAKE_BATCH_ROWS_MAX =
            Key.of("intake.batch-rows-max", "500", wholeNumber(1, 5_000));
    static final Key<Duration> INTAKE_JOURNAL_AFTER =
            Key.of(
                    "intake.journal-after",
                    "300ms",
                    duration(Duration.ofMillis(10), Duration.ofMinutes(1)));
    static final Key<Long> JOURNAL_ROWS_MAX =
            Key.of("journal.rows-max", "200000", wholeNumber(1, 2_000_000));
    static final Key<Long> JOURNAL_BYTES_MAX =
            Key.of("journal.bytes-max", "256MiB", bytes(64 * 1024, 16L * 1024 * 1024 * 1024));
    static final Key<Duration> STORAGE_BATCH_DEADLINE =
            Key.of(
                    "storage.batch-deadline",
                    "2s",
                    duration(Duration.ofMillis(50), Duration.ofMinutes(1)));
    static final Key<String> REHEARSAL_TOKEN = Key.secret("rehearsal.token", token());

    /// All of them.
    public static final List<Key<?>> ALL =
            List.of(
                    HTTP_HOST,
                    HTTP_PORT,
                    HTTP_TLS_CERTIFICATE,
                    HTTP_TLS_KEY,
                    HTTP_PUBLIC_URL,
                    HTTP_EVENT_LOOPS,
                    HTTP_CONNECTIONS_MAX,
                    HTTP_EVENT_STREAMS_MAX,
                    HTTP_TARPIT_MAX,
                    HTTP_LAME_DUCK,
                    HTTP_WARM_UP,
                    OPERATOR_HOST,
                    OPERATOR_PORT,
                    OPERATOR_TOKEN,
                    DATABASE_URL,
                    DATA_DIR,
                    SOURCE_TRUSTED_PROXIES,
                    SOURCE_PROXY_PROTOCOL,
                    SOURCE_LARGER_BUDGETS,
                    SOURCE_ASN_DATABASE,
                    BUDGET_CONNECTIONS,
                    BUDGET_REQUESTS,
                    BUDGET_CHALLENGES,
                    BUDGET_FAILED_WORK,
                    BUDGET_SIGNATURES,
                    BUDGET_HELD_SIGNATURES,
                    BUDGET_ABANDONED_WAITS,
                    CHALLENGE_BASE,
                    CHALLENGE_CEILING,
                    CHALLENGE_VALIDITY,
                    CHALLENGE_BOUND_TO_SOURCE,
                    CHALLENGE_KEY_ROTATION,
                    INTAKE_QUEUE_ROWS_MAX,
                    INTAKE_DEADLINE,
                    INTAKE_BATCH_ROWS_MAX,
                    INTAKE_JOURNAL_AFTER,
                    JOURNAL_ROWS_MAX,
                    JOURNAL_BYTES_MAX,
                    STORAGE_BATCH_DEADLINE,
                    REHEARSAL_TOKEN);

    private Keys() {}
}
