package org.rempart.gateway.http.page;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Renders the pages to UTF-8. May be used from any thread.
public final class Pages {
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    Pages.class.getClassLoader(),
                    Pages.class.getPackageName() + ".template");
    private final Assets assets;
    private final Map<Language, Messages> messages = new EnumMap<>(Language.class);
    private final Map<Language, Content> countries = new EnumMap<>(Language.class);

    public Pages(Assets assets) {
        this.assets = assets;
        for (Language language : Language.values()) {
            messages.put(language, new Messages(language));
            String options = rendered("countries.jte", Map.of("countries", Countries.in(language)));
            countries.put(language, output -> output.writeContent(options));
        }
    }

    /// The petitions that are `open`, in the order given.
    public byte[] index(List<PetitionView> open, LanguageChoice choice) {
        return page("index.jte", Map.of("frame", frame(choice, "/"), "petitions", open));
    }

    /// One petition, with its form while it is open.
    public byte[] petition(PetitionView petition, LanguageChoice choice) {
        return page(
                "petition.jte",
                Map.of(
                        "frame",
                        frame(choice, petition.path()),
                        "petition",
                        petition,
                        "countries",
                        of(countries, choice)));
    }

    /// Says that there is nothing at the address asked for.
    public byte[] notFound(LanguageChoice choice) {
        return page("notFound.jte", Map.of("frame", frame(choice, "")));
    }

    private Frame frame(LanguageChoice choice, String path) {
        return new Frame(of(messages, choice), choice, assets, path);
    }

    private static <T> T of(Map<Language, T> byLanguage, LanguageChoice choice) {
        T value = byLanguage.get(choice.language());
        if (value == null) {
            throw new IllegalStateException("Every language is set up at the start");
        }
        return value;
    }

    private byte[] page(String template, Map<String, Object> parameters) {
        return rendered(template, parameters).getBytes(StandardCharsets.UTF_8);
    }

    private String rendered(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput();
        templates.render(template, parameters, output);
        return output.toString();
    }
}
