package org.rempart.gateway.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The requests of a flood of every route, as bytes.
final class FloodRequests {
    /// Twice what the body of a post may have.
    private static final int OVERSIZED_BYTES = 8_192;

    /// Of one challenge; half of them look as if it had been issued elsewhere.
    private static final int WRONG_SOLUTIONS = 4;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    private static final Pattern CHALLENGE =
            Pattern.compile("\"challenge\":\"(?<challenge>[0-9a-f]{64})\"");
    private static final Pattern MAX_NUMBER =
            Pattern.compile("\"maxnumber\":(?<number>[0-9]{1,9})\\b");
    private static final Pattern SALT = Pattern.compile("\"salt\":\"(?<salt>[^\"]+)\"");
    private static final Pattern SIGNATURE =
            Pattern.compile("\"signature\":\"(?<signature>[0-9a-f]{64})\"");

    private final String petition;

    /// @param slug of a petition that is open
    FloodRequests(String slug) {
        this.petition = "/petitions/" + slug;
    }

    /// A request for a challenge.
    byte[] challenge() {
        return get(petition + "/challenge");
    }

    /// One of every kind, and as many posts as there are of other requests.
    ///
    /// @param challenge an answer with a challenge, of which solutions are made that are wrong; or
    ///   any other, and none are
    List<byte[]> all(String challenge) {
        Stream<byte[]> reads =
                Stream.of(
                        get(petition),
                        get(petition + "/count.json"),
                        request("HEAD", petition + "/count.json", "", ""),
                        request("GET", petition + "/count.json", "If-None-Match: W/\"0\"\r\n", ""),
                        get(petition + ".json"),
                        get("/petitions.json"),
                        get("/"),
                        get("/petitions/there-is-no-such-petition"),
                        get("/nowhere"),
                        challenge());
        Stream<byte[]> posts =
                Stream.of(
                        post(JSON, "{\"name\":"),
                        post(JSON, json("not base64")),
                        post(FORM, "name=Ada&email=%00"),
                        post(FORM, "name=" + "A".repeat(OVERSIZED_BYTES)));
        Stream<byte[]> wrong =
                IntStream.rangeClosed(1, WRONG_SOLUTIONS)
                        .mapToObj(above -> wrongSolution(challenge, above))
                        .flatMap(Optional::stream)
                        .flatMap(solution ->
                                Stream.of(post(FORM, form(solution)), post(JSON, json(solution))));
        return Stream.of(reads, posts, wrong).flatMap(kind -> kind).toList();
    }

    /// With a number no challenge is made of: above the largest that was asked for.
    private static Optional<String> wrongSolution(String answer, int above) {
        Matcher challenge = CHALLENGE.matcher(answer);
        Matcher maxNumber = MAX_NUMBER.matcher(answer);
        Matcher salt = SALT.matcher(answer);
        Matcher signature = SIGNATURE.matcher(answer);
        if (!challenge.find() || !maxNumber.find() || !salt.find() || !signature.find()) {
            return Optional.empty();
        }
        String signed =
                above % 2 == 0 ? signature.group("signature") : challenge.group("challenge");
        return Optional.of(
                Base64.getEncoder()
                        .encodeToString(
                                "{\"algorithm\":\"SHA-256\",\"challenge\":\"%s\",\"number\":%d,\"salt\":\"%s\",\"signature\":\"%s\"}"
                                        .formatted(
                                                challenge.group("challenge"),
                                                Long.parseLong(maxNumber.group("number")) + above,
                                                salt.group("salt"),
                                                signed)
                                        .getBytes(US_ASCII)));
    }

    private static String form(String solution) {
        return "name=Ada+Lovelace&email=ada%40example.org&country=FR&consent=true&altcha="
                + URLEncoder.encode(solution, US_ASCII);
    }

    private static String json(String solution) {
        return "{\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\",\"country\":\"FR\",\"consent\":true,\"altcha\":\"%s\"}"
                .formatted(solution);
    }

    private static byte[] get(String path) {
        return request("GET", path, "", "");
    }

    private byte[] post(String type, String body) {
        return request(
                "POST",
                petition + "/signatures",
                "Content-Type: %s\r\nContent-Length: %d\r\n"
                        .formatted(type, body.getBytes(UTF_8).length),
                body);
    }

    private static byte[] request(String method, String path, String headers, String body) {
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n%s\r\n%s"
                .formatted(method, path, headers, body)
                .getBytes(UTF_8);
    }
}
