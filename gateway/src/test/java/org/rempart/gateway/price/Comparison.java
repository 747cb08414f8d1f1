package org.rempart.gateway.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The price of one answer of the gateway beside one of the bare framework. Rounds of both
/// alternate, after two of each that nobody counts. Some rounds make a sitting, whose price is
/// their median; the price is that of the cheapest sitting. Whatever else the machine does can only
/// make a round dearer (Chen and Revels, "Robust benchmarking in noisy environments", HPEC 2016),
/// and a single round can be too cheap, when an answer falls into the next.
///
/// @param ratio of processor time, gateway to framework
/// @param micros processor time of one answer of the gateway
/// @param bareMicros and of one of the framework
/// @param bytes allocated for one answer of the gateway
/// @param bareBytes and for one of the framework
/// @param answers of the gateway, by their status
record Comparison(
        double ratio,
        double micros,
        double bareMicros,
        double bytes,
        double bareBytes,
        Map<Integer, Integer> answers) {
    private static final int SITTINGS = 3;
    private static final int ROUNDS = 5;
    private static final int REQUESTS = 10_000;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int CONNECTIONS = 64;

    /// Asks both for the same.
    static Comparison of(String what, int gatewayPort, BareServer bare, String request) {
        byte[] bytes = request.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        List<Expense> gateway = new ArrayList<>();
        List<Expense> framework = new ArrayList<>();
        Map<Integer, Integer> answers;
        try (KeptConnections toGateway = new KeptConnections(gatewayPort, CONNECTIONS, bytes);
                KeptConnections toFramework =
                        new KeptConnections(bare.port(), CONNECTIONS, bytes)) {
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                round(toFramework);
                round(toGateway);
            }
            for (int i = 0; i < SITTINGS * ROUNDS; i++) {
                framework.add(round(toFramework));
                gateway.add(round(toGateway));
            }
            answers = toGateway.answers();
        }
        double micros = price(gateway, Expense::cpuNanos) / 1e3;
        double bareMicros = price(framework, Expense::cpuNanos) / 1e3;
        Comparison comparison =
                new Comparison(
                        micros / bareMicros,
                        micros,
                        bareMicros,
                        price(gateway, Expense::bytes),
                        price(framework, Expense::bytes),
                        answers);
        System.out.println(what + ": " + comparison);
        return comparison;
    }

    private static Expense round(KeptConnections connections) {
        Expense before = Expense.now();
        connections.send(REQUESTS);
        return Expense.now().since(before);
    }

    /// Of one answer: the least of the sittings' medians.
    private static double price(List<Expense> rounds, ToLongFunction<Expense> what) {
        double least = Double.MAX_VALUE;
        for (int from = 0; from < rounds.size(); from += ROUNDS) {
            long[] sitting =
                    rounds.subList(from, from + ROUNDS).stream().mapToLong(what).sorted().toArray();
            least = Math.min(least, (double) sitting[ROUNDS / 2] / REQUESTS);
        }
        return least;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f us and %.0f bytes; bare framework %.1f us and %.0f bytes; ratio %.2f; %s",
                micros,
                bytes,
                bareMicros,
                bareBytes,
                ratio,
                answers);
    }
}
