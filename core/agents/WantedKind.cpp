// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/WantedKind.h"

#include <QRegularExpression>
#include <QSet>

#include <vector>

using namespace Qt::StringLiterals;

namespace tabletalk::agents {

namespace {

struct Wanted
{
    QRegularExpression asked;
    QRegularExpression has;
};

QRegularExpression pattern(const QString &words)
{
    return QRegularExpression(words, QRegularExpression::CaseInsensitiveOption
                                         | QRegularExpression::UseUnicodePropertiesOption);
}

Wanted times()
{
    return {
        pattern(u"\\b(when|how long|until when|by when|within how many|deadline|notice period|"
                "wann|wie lange|bis wann|frist|kündigungsfrist|"
                "quand|combien de temps|délai|cuándo|cuánto tiempo|plazo)\\b"_s),
        pattern(u"\\d|\\b(days?|weeks?|months?|years?|hours?|minutes?|immediately|january|february|march|april|june|"
                "july|august|september|october|november|december|monday|friday|"
                "tage?n?|werktage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?|sofort|"
                "jours?|semaines?|mois|ans?|heures?|días?|semanas?|mes(?:es)?|años?|horas?)\\b"_s)};
}

Wanted figures()
{
    return {pattern(u"\\b(how much|how many|price|costs?|fee|percent|percentage|rate|limit|maximum|minimum|"
                    "wie ?viele?|preis|kostet|kosten|gebühr|prozent|höchstens|mindestens|"
                    "combien|prix|coûte|frais|cuántos?|cuántas?|precio|cuesta)\\b"_s),
            pattern(u"\\d|\\b(one|two|three|four|five|six|seven|eight|nine|ten|half|free|no charge|"
                    "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|kostenlos|frei|"
                    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|gratuite?s?|"
                    "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|gratis)\\b"_s)};
}

Wanted people()
{
    return {pattern(u"\\b(who|whom|whose|wer|wem|wen|wessen|qui|quién|quiénes)\\b"_s),
            pattern(u"@|\\b(manager|team|department|director|head|officer|staff|employees?|customers?|"
                    "leiter(?:in)?|leitung|abteilung|mitarbeiter(?:in)?|kunden?|"
                    "responsable|directeur|directrice|service|gerente|director[a]?|equipo)\\b"_s)};
}

Wanted places()
{
    return {pattern(u"\\b(where|address|e-?mail|phone|website|url|wo|wohin|adresse|telefon|où|dónde|dirección)\\b"_s),
            pattern(u"@|https?://|\\+\\d|\\b(street|road|office|building|floor|room|warehouse|portal|reception|"
                    "straße|büro|gebäude|raum|lager|rue|bureau|calle|oficina)\\b"_s)};
}

} // namespace

const QRegularExpression *wantedBy(const QString &question)
{
    static const std::vector<Wanted> kinds = {times(), figures(), people(), places()};
    for (const Wanted &kind : kinds) {
        if (kind.asked.match(question).hasMatch())
            return &kind.has;
    }
    return nullptr;
}

bool isAskingWord(const QString &word)
{
    static const QSet<QString> words = [] {
        const QStringList list =
            u"what which who whom whose when where why how much many long often any some please tell say says said "
            "show give explain describe mean means know find get got make made let happen happens need needs want "
            "wants "
            "information according let's "
            "welche welcher welches wer wem wen wessen wann wo wohin warum wie lange viel viele oft bitte sage sagt "
            "zeige erkläre bedeutet gibt gilt bekomme brauche braucht steht darf dürfen muss müssen passiert "
            "quel quelle quels quelles quand pourquoi comment combien temps dit dire explique montre "
            "qué quién cuándo dónde cómo cuánto cuánta cuántos cuántas tiempo dice explica muestra hay"_s.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words.contains(word);
}

bool isWordForDocuments(const QString &word)
{
    static const QSet<QString> words = [] {
        const QStringList list =
            u"document documents policy policies rule rules manual handbook guide guideline guidelines terms text "
            u"section "
            "chapter page file dokument dokumente richtlinie richtlinien regel regeln handbuch anleitung text "
            "abschnitt "
            "kapitel seite datei règle règles règlement manuel texte document regla reglas manual texto documento"_s
                .split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words.contains(word);
}

} // namespace tabletalk::agents
