package org.rempart.gateway.price;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The price of one answer of the gateway beside one of the bare framework: the median of rounds
/// that alternate, after one of each that nobody counts.
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
    private static final int ROUNDS = 7;
    private static final int REQUESTS = 60_000;
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
            round(toGateway);
            round(toFramework);
            for (int i = 0; i < ROUNDS; i++) {
                framework.add(round(toFramework));
                gateway.add(round(toGateway));
            }
            answers = toGateway.answers();
        }
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(
                ratios, i -> (double) gateway.get(i).cpuNanos() / framework.get(i).cpuNanos());
        Comparison comparison =
                new Comparison(
                        median(ratios),
                        median(micros(gateway)),
                        median(micros(framework)),
                        median(bytes(gateway)),
                        median(bytes(framework)),
                        answers);
        System.out.println(what + ": " + comparison);
        return comparison;
    }

    private static Expense round(KeptConnections connections) {
        Expense before = Expense.now();
        connections.send(REQUESTS);
        return Expense.now().since(before);
    }

    private static double[] micros(List<Expense> rounds) {
        return rounds.stream().mapToDouble(round -> round.cpuNanos() / 1e3 / REQUESTS).toArray();
    }

    private static double[] bytes(List<Expense> rounds) {
        return rounds.stream().mapToDouble(round -> (double) round.bytes() / REQUESTS).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
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
