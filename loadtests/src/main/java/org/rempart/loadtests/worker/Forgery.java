package org.rempart.loadtests.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.signer.Person;
import org.rempart.loadtests.signer.Solution;
import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.Ledger;

import java.io.IOException;
import java.util.Optional;

/// Posts forged signatures, and writes down what the gateway made of them. Safe for any number of
/// threads.
final class Forgery {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String path;
    private final Forgers forgers;
    private final Exchange exchange;
    private final Tally tally;
    private final Ledger ledger;

    /// @param path of the petition
    /// @param ledger gets what is acknowledged
    Forgery(String path, Forgers forgers, Exchange exchange, Tally tally, Ledger ledger) {
        this.path = path;
        this.forgers = forgers;
        this.exchange = exchange;
        this.tally = tally;
        this.ledger = ledger;
    }

    /// Posts once; a post that is refused is given up. Blocks.
    ///
    /// @param source number of the source it comes from
    void post(int source, KeptConnection connection, Solution solution) {
        Person forger = forgers.next();
        String form = forger.form(solution.encoded());
        Optional<Reply> reply =
                exchange.send(Tally.POST, () -> connection.post(path + "/signatures", form));
        if (reply.isEmpty()) {
            ledger.unanswered(forger.country());
        } else if (reply.get().accepts()) {
            String receipt = receipt(reply.get().body());
            ledger.acknowledged(
                    new Acknowledgement(
                            forger.number(), receipt, forger.country(), reply.get().status()));
            tally.sourcesByReceipt.put(receipt, source);
        }
    }

    private static String receipt(String body) {
        try {
            JsonNode receipt = JSON.readTree(body).path("receipt");
            return receipt.asText();
        } catch (IOException e) {
            return "";
        }
    }
}
