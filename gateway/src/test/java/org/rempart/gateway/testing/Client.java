package org.rempart.gateway.testing;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/// A stranger's client: it knows the contract and nothing of the gateway's classes.
public final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String publicUrl;
    private final String operatorUrl;

    Client(String publicUrl, String operatorUrl) {
        this.publicUrl = publicUrl;
        this.operatorUrl = operatorUrl;
    }

    /// An answer.
    public record Answer(int status, HttpResponse<String> response) {
        /// Its body, a JSON object.
        public JsonObject json() {
            return new JsonObject(response.body());
        }

        /// The member `code` of a problem.
        public String code() {
            return json().getString("code");
        }

        /// A header, empty when it is not there.
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /// GET on the public side.
    public Answer get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(publicUrl + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /// The status of a GET whose target is sent as it stands, whatever it holds.
    public int rawGet(String target) {
        URI at = URI.create(publicUrl);
        try (Socket socket = new Socket(at.getHost(), at.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(
                            ("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(
                    new String(status, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Another method on the public side, without a body.
    public Answer request(String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(publicUrl + path))
                        .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /// POST on the public side.
    public Answer post(String path, String contentType, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(publicUrl + path))
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /// Any request on the operator side, with the token.
    public Answer operator(String method, String path, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(operatorUrl + path))
                        .header("Authorization", "Bearer " + RunningGateway.OPERATOR_TOKEN)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)));
    }

    /// GET on the operator side, without the token.
    public Answer operatorAsStranger(String path) {
        return send(HttpRequest.newBuilder(URI.create(operatorUrl + path)));
    }

    /// Creates an open petition.
    public void createPetition(String slug) {
        createPetition(new JsonObject().put("slug", slug).put("action", "Do it"));
    }

    /// Creates a petition from those fields.
    public void createPetition(JsonObject fields) {
        Answer answer = operator("POST", "/operator/petitions", fields.encode());
        if (answer.status() != 201) {
            throw new IllegalStateException("not created: " + answer.response().body());
        }
    }

    /// Fetches a challenge and solves it: the value of `altcha`.
    public String solved(String slug) {
        return solve(get("/petitions/" + slug + "/challenge").json());
    }

    /// Solves a challenge: the value of `altcha`.
    public static String solve(JsonObject challenge) {
        return payload(challenge, number(challenge));
    }

    /// The number that solves a challenge.
    public static int number(JsonObject challenge) {
        byte[] wanted = HexFormat.of().parseHex(challenge.getString("challenge"));
        for (int number = 0; number <= challenge.getInteger("maxnumber"); number++) {
            if (MessageDigest.isEqual(wanted, sha256(challenge.getString("salt") + number))) {
                return number;
            }
        }
        throw new IllegalStateException("no number solves it");
    }

    /// The value of `altcha` with that number.
    public static String payload(JsonObject challenge, int number) {
        String json =
                new JsonObject()
                        .put("algorithm", challenge.getString("algorithm"))
                        .put("challenge", challenge.getString("challenge"))
                        .put("number", number)
                        .put("salt", challenge.getString("salt"))
                        .put("signature", challenge.getString("signature"))
                        .put("took", 12)
                        .encode();
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /// The fields of a person of that number, without the work.
    public static JsonObject person(int number) {
        return new JsonObject()
                .put("name", "Person " + number)
                .put("email", "person" + number + "@example.org")
                .put("country", "FR")
                .put("consent", true);
    }

    /// Posts those fields as JSON.
    public Answer sign(String slug, JsonObject fields) {
        return post("/petitions/" + slug + "/signatures", "application/json", fields.encode());
    }

    /// Does everything a person of that number does.
    public Answer signAs(String slug, int number) {
        return sign(slug, person(number).put("altcha", solved(slug)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
