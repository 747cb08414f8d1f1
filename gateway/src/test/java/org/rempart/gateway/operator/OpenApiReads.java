package org.rempart.gateway.operator;

import org.rempart.gateway.operator.OpenApiExchange.Side;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks for everything that is only read.
final class OpenApiReads {
    private static final Pattern ASSET = Pattern.compile("/assets/[0-9a-f]+/(?=petition\\.css)");

    private OpenApiReads() {}

    /// Pages and the files they load.
    static void pages(OpenApiRecorder recorder) {
        for (String page : List.of("/", "/petitions/open")) {
            recorder.get(page, "Accept-Language", "fr-CA, en;q=0.5");
            unchanged(recorder, page);
        }
        OpenApiExchange page = recorder.get("/petitions/open?lang=fr");
        recorder.get("/petitions/nowhere");
        head(recorder, "/petitions/nowhere");
        recorder.get("/petitions/" + OpenApiExchanges.BAD_ESCAPE);
        head(recorder, "/petitions/" + OpenApiExchanges.BAD_ESCAPE);
        recorder.get("/petitions/open?lang=" + OpenApiExchanges.BAD_ESCAPE);

        Matcher assets = ASSET.matcher(page.answer());
        if (!assets.find()) {
            throw new AssertionError("the page names no style sheet");
        }
        for (String file : List.of("petition.css", "petition.js", "favicon.svg")) {
            recorder.get(assets.group() + file);
        }
        recorder.get("/assets/another/petition.css");
        unchanged(recorder, assets.group() + "petition.css");
        recorder.get(assets.group() + "nothing.css");
        head(recorder, assets.group() + "nothing.css");
        recorder.get(assets.group() + OpenApiExchanges.BAD_ESCAPE);
        head(recorder, assets.group() + OpenApiExchanges.BAD_ESCAPE);
        recorder.get("/robots.txt");
        unchanged(recorder, "/robots.txt");

        recorder.get("/rehearsal/consent?nonce=0123456789abcdef");
        recorder.get("/rehearsal/consent?nonce=short");
        recorder.get("/rehearsal/consent");
    }

    /// Petitions and their counts.
    static void counts(OpenApiRecorder recorder) {
        recorder.get("/petitions.json");
        unchanged(recorder, "/petitions.json");
        for (String of : List.of(".json", "/count.json", "/count/events")) {
            recorder.get("/petitions/open" + of);
            recorder.get("/petitions/nowhere" + of);
            recorder.get("/petitions/" + OpenApiExchanges.BAD_ESCAPE + of);
        }
        for (String of : List.of(".json", "/count.json")) {
            unchanged(recorder, "/petitions/open" + of);
            head(recorder, "/petitions/nowhere" + of);
            head(recorder, "/petitions/" + OpenApiExchanges.BAD_ESCAPE + of);
        }
    }

    /// Everything, from a source that has used up its budget.
    static void overBudget(OpenApiRecorder recorder) {
        for (String address :
                List.of(
                        "/",
                        "/petitions/demo",
                        "/assets/any/petition.css",
                        "/robots.txt",
                        "/petitions.json",
                        "/petitions/demo.json",
                        "/petitions/demo/count.json")) {
            recorder.get(address);
            head(recorder, address);
        }
        recorder.get("/petitions/demo/count/events");
        recorder.get("/rehearsal/consent?nonce=0123456789abcdef");
    }

    private static void head(OpenApiRecorder recorder, String address) {
        recorder.publicly("HEAD", address, null);
    }

    /// Asks for the headers, and for what has not changed.
    private static void unchanged(OpenApiRecorder recorder, String address) {
        head(recorder, address);
        for (String method : List.of("GET", "HEAD")) {
            recorder.until(
                    exchange -> exchange.status() == 304,
                    () ->
                            recorder.ask(
                                    Side.PUBLIC,
                                    method,
                                    address,
                                    null,
                                    "If-None-Match",
                                    recorder.ask(Side.PUBLIC, "GET", address, null)
                                            .header("etag")));
        }
    }
}
