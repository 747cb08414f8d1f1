package org.rempart.gateway.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

final class AssetsTest {
    private static final List<String> OWN =
            List.of(
                    "count.js",
                    "form.js",
                    "petition.css",
                    "petition.js",
                    "solver.js",
                    "wait.js",
                    "work.js");
    private static final int OWN_BYTES_MAX = 30_000;

    private final Assets assets = Assets.load();

    @Test
    void ourOwnFilesStaySmall() {
        assertThat(OWN.stream().mapToInt(name -> asset(name).bytes().length()).sum())
                .isLessThan(OWN_BYTES_MAX);
    }

    @Test
    void allFilesShareOneVersion() {
        assertThat(assets.path("petition.js")).matches("/assets/[0-9a-f]{12}/petition.js");
        assertThat(assets.path("wait.js"))
                .isEqualTo(assets.path("petition.js").replace("petition.js", "wait.js"));
    }

    @Test
    void onlyTheVersionAtHandIsKeptForEver() {
        String version = Path.of(assets.path("wait.js")).getName(1).toString();

        assertThat(assets.cacheControl(version)).contains("immutable");
        assertThat(assets.cacheControl("000000000000")).isEqualTo("no-cache");
    }

    @Test
    void eachFileHasItsOwnETagAndAMediaType() {
        assertThat(asset("wait.js").etag()).matches("\"[0-9a-f]{12}\"");
        assertThat(asset("wait.js").etag()).isNotEqualTo(asset("work.js").etag());
        assertThat(asset("wait.js").mediaType()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(asset("petition.css").mediaType()).isEqualTo("text/css; charset=utf-8");
        assertThat(asset("favicon.svg").mediaType()).isEqualTo("image/svg+xml");
    }

    @Test
    void nothingElseOfTheClassPathIsGivenOut() {
        assertThat(assets.find("messages_en.properties")).isEmpty();
        assertThat(assets.find("../Assets.class")).isEmpty();
        assertThat(assets.find("")).isEmpty();
        assertThatThrownBy(() -> assets.path("missing.js"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Asset asset(String name) {
        return assets.find(name).orElseThrow();
    }
}
