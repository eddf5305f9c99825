// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/QuestionParts.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::agents {

namespace {

constexpr size_t mostParts = 4;
constexpr qsizetype shortestPart = 8; ///< characters
constexpr qsizetype shortestJapanesePart = 4;

constexpr auto anyCase = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

/// Words that begin a question or a wish of its own.
const QString &opener()
{
    static const QString words =
        u"(?:what|how|which|who|whom|whose|when|where|why|is|are|was|were|do|does|did|can|could|may|must|should|"
        "list|show|give|tell|say|count|name|find|compare|explain|summari[sz]e|describe)"_s;
    return words;
}

/// The same in German, French and Spanish, without those that begin clauses as well.
const QString &otherOpener()
{
    static const QString words =
        u"(?:was|wie|wieviele?|wer|wem|wen|wessen|welche[rsnm]?|wann|wo|warum|wieso|weshalb|zeigen?|nennen?|gib|geben|"
        "listen?|finden?|zählen?|vergleichen?|erklären?|beschreiben?|"
        "qu['’]est-ce|que|quoi|quel(?:le)?s?|combien|qui|quand|où|pourquoi|comment|est-ce|montre[rz]?|donne[rz]?|"
        "compare[rz]?|explique[rz]?|résume[rz]?|"
        "qué|cuál(?:es)?|cuánt[oa]s?|quién(?:es)?|cuándo|dónde|por "
        "qué|cómo|muestra|muéstrame|dame|dime|compara|explica|"
        "resume|lista|cuenta)"_s;
    return words;
}

/// Where one question ends and another begins. A comma alone is enough in English only: elsewhere it begins clauses.
const QRegularExpression &border()
{
    static const QRegularExpression pattern(
        u"(?:(?:[?!.;]+\\s+(?:and\\s+|also\\s+|then\\s+|plus\\s+)*|,?\\s+(?:and|as well as|plus|but)\\s+(?:also\\s+|"
        "then\\s+|please\\s+)*|,\\s*(?:also\\s+|then\\s+)?)(?=%1\\b)"
        "|(?:[?!.;]+\\s+(?:(?:und|et|y)\\s+)?|,?\\s+(?:und|sowie|aber|et|ainsi que|mais|y|e|así como|además|pero)\\s+"
        "(?:auch\\s+|aussi\\s+|también\\s+)?)(?=[¿¡]?%2(?!\\w)))"_s.arg(opener(), otherOpener()),
        anyCase);
    return pattern;
}

bool beginsAQuestion(const QString &text)
{
    static const QRegularExpression begins(
        u"^(?:(?:please\\s+|and\\s+|also\\s+|so\\s+|according to .{2,60}?,?\\s+|in .{2,40}?,\\s+|"
        "(?:within|until|by|for|from|since|on|at|to|up to)\\s+)*%1\\b|"
        "[¿¡]?(?:(?:bitte|und|et|y|laut .{2,60}?|selon .{2,60}?,|según .{2,60}?,)\\s+[¿¡]?)?%2(?!\\w))"_s.arg(
            opener(), otherOpener()),
        anyCase);
    return begins.match(text).hasMatch();
}

/// Japanese has no blanks and no words that begin a question: it is the end that tells.
bool isJapanese(const QString &text)
{
    return std::ranges::any_of(
        text, [](QChar c) { return c.script() == QChar::Script_Hiragana || c.script() == QChar::Script_Katakana; });
}

std::vector<QString> japaneseParts(const QString &text)
{
    static const QRegularExpression between(u"(?<=[。？！?!])\\s*(?:また|そして|それから|それと|さらに)?、?|(?<=か)"
                                            u"、\\s*(?:また|そして|それから|それと|さらに)?、?"
                                            "|、(?:また|そして|それから|それと|さらに)、?"_s);
    std::vector<QString> parts;
    qsizetype from = 0;
    for (auto borders = between.globalMatch(text); borders.hasNext() && parts.size() + 1 < mostParts;) {
        const auto match = borders.next();
        const qsizetype length = match.capturedStart() - from;
        if (length < shortestJapanesePart || text.size() - match.capturedEnd() < shortestJapanesePart)
            continue;
        parts.push_back(text.mid(from, length).trimmed());
        from = match.capturedEnd();
    }
    parts.push_back(text.mid(from).trimmed());
    return parts;
}

QString cleaned(QString part)
{
    static const QRegularExpression first(
        u"^(?:and|also|then|please|plus|but|und|sowie|aber|bitte|et|mais|y|además|pero)\\s+"_s, anyCase);
    part = part.simplified();
    part.remove(first);
    while (part.endsWith(u',') || part.endsWith(u';'))
        part.chop(1);
    return part.trimmed();
}

/// "is" and "are" within a clause ("customers who are …, and are …") begin no question by themselves.
bool isWeakOpener(const QString &rest)
{
    static const QRegularExpression weak(
        u"^(?:is|are|was|were|do|does|did|may|must|should|name|who|which|where|when|welche[rsnm]?|wo|que|qui|quand|où)"
        "\\b"_s,
        anyCase);
    return weak.match(rest).hasMatch();
}

bool endsASentence(const QString &separator)
{
    return separator.contains(u'?') || separator.contains(u'!') || separator.contains(u'.') || separator.contains(u';');
}

} // namespace

std::vector<QString> questionParts(const QString &question)
{
    const QString text = question.simplified();
    if (isJapanese(text))
        return japaneseParts(text);
    std::vector<QString> parts;
    qsizetype from = 0;
    for (auto borders = border().globalMatch(text); borders.hasNext() && parts.size() + 1 < mostParts;) {
        const auto match = borders.next();
        const QString before = text.mid(from, match.capturedStart() - from);
        const QString rest = text.mid(match.capturedEnd());
        const bool sentence = endsASentence(match.captured());
        const bool strong = sentence || !isWeakOpener(rest) || match.captured().contains(u',');
        if (!strong || before.size() < shortestPart || rest.size() < shortestPart)
            continue;
        if (!sentence && !beginsAQuestion(before))
            continue;
        parts.push_back(cleaned(sentence && match.captured().contains(u'?') ? QString(before + u'?') : before));
        from = match.capturedEnd();
    }
    parts.push_back(cleaned(text.mid(from)));
    std::erase_if(parts, [](const QString &part) { return part.isEmpty(); });
    if (parts.empty())
        parts.push_back(text);
    return parts;
}

double leaningOf(const QString &question)
{
    static const QRegularExpression data(
        u"\\b(how many|number of|count|total|sum|average|mean|median|highest|lowest|most|least|top \\d+|per "
        u"(?:month|year|"
        "day|week)|by (?:month|year|week)|last (?:month|year|week|quarter)|this (?:month|year|week|quarter)|yesterday|"
        "revenue|turnover|list (?:all|the)|compared?|"
        "wie ?viele?|anzahl|summe|durchschnitt|umsatz|letzte[nrs]? (?:monat|jahr|woche|quartal)|gestern|"
        "combien|nombre de|somme|moyenne|chiffre d['’]affaires|(?:le mois|la semaine|l['’]année) derni(?:er|ère)|"
        "cuánt[oa]s?|número de|suma|promedio|ventas|(?:el mes|la semana|el año) pasad[oa]|ayer)(?!\\w)|"
        "いくつ|何(?:件|人|個|回|枚|本)|合計|平均|売上|先月|昨年|先週"_s,
        anyCase);
    static const QRegularExpression texts(
        u"\\b(policy|policies|document|documents|manual|handbook|contract|contracts|guide|guideline|guidelines|terms|"
        u"clause|"
        "says?|said|written|states?|according|explains?|describes?|procedure|rules?|allowed|permitted|how "
        "(?:do|can|should) "
        "(?:i|we|you|one)|(?:may|can|must|should) (?:i|we|you|customers?|employees?|somebody)|why|summari[sz]e|"
        "warranty|notice period|within how many|how long|until when|deadline|"
        "\\w*richtlinien?|\\w*regelung(?:en)?|handbuch|vertrag|dokumente?|steht|sagt|laut|gemäß|darf|dürfen|warum|"
        "frist|"
        "politique|règlement|manuel|contrat|document|dit|selon|pourquoi|délai|"
        "política|reglamento|manual|contrato|documento|dice|según|por qué|plazo)(?!\\w)|"
        "規定|規約|ポリシー|マニュアル|契約|文書|書いて|によると|なぜ"_s,
        anyCase);
    const auto count = [&question](const QRegularExpression &pattern) {
        int found = 0;
        for (auto matches = pattern.globalMatch(question); matches.hasNext(); matches.next())
            ++found;
        return std::min(found, 2);
    };
    return (count(data) - count(texts)) / 2.0;
}

} // namespace tabletalk::agents
