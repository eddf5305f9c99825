// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memory/FactWords.h"

#include "core/text/SearchText.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::memory {

namespace {

constexpr qsizetype longestTerm = 60;
constexpr qsizetype longestQuestion = 4'000;
constexpr size_t mostSubstitutions = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Memory", text);
}

QRegularExpression pattern(const char16_t *text)
{
    return QRegularExpression(QString::fromUtf16(text), QRegularExpression::CaseInsensitiveOption
                                                            | QRegularExpression::UseUnicodePropertiesOption);
}

/// "please remember for everybody, that: …". The colon, comma or "that" is needed: "remember the milk?" is a question.
const QRegularExpression &wishPattern()
{
    static const QRegularExpression expression =
        pattern(u"^(?:please\\s+|can you\\s+|could you\\s+)?(?:remember|keep in mind|note)"
                u"(?<all>\\s+for\\s+(?:everybody|everyone|all(?:\\s+of\\s+us)?|us\\s+all|the\\s+(?:team|workspace)))?"
                u"(?:\\s*[,:]\\s*(?:that\\s+)?|\\s+that\\s*[,:]?\\s+)(?<fact>\\S.*)$");
    return expression;
}

/// Quotation marks, a full stop and articles around a term say nothing.
QString term(QString text)
{
    static const QRegularExpression around(u"^[\\s\"'\u2018\u2019\u201c\u201d\u00ab\u00bb.,;:!]+"
                                           "|[\\s\"'\u2018\u2019\u201c\u201d\u00ab\u00bb.,;:!]+$"_s);
    static const QRegularExpression article = pattern(u"^(?:the|an?)\\s+");
    text.remove(around);
    text.remove(article);
    return text.size() <= longestTerm ? text.trimmed() : QString();
}

struct Form
{
    QRegularExpression expression;
};

/// Each names what is said and what is meant.
const std::vector<Form> &forms()
{
    static const std::vector<Form> all = {
        {pattern(u"^(?:we|i|people here|everybody|everyone)\\s+calls?\\s+(?<meant>.+?)\\s+"
                 u"[\"'\u2018\u201c\u00ab](?<said>[^\"\u201d\u00bb]+?)[\"'\u2019\u201d\u00bb]\\s*[.!]?$")},
        {pattern(u"^(?:we|i)\\s+call\\s+(?<meant>\\S+)\\s+(?<said>\\S+)\\s*[.!]?$")},
        {pattern(
            u"^(?:when|if)\\s+(?:we|i|people)\\s+say\\s+(?<said>.+?),?\\s+(?:we|i|they)\\s+mean\\s+(?<meant>.+)$")},
        {pattern(u"^by\\s+(?<said>.+?),?\\s+(?:we|i)\\s+mean\\s+(?<meant>.+)$")},
        {pattern(
            u"^(?<said>.+?)\\s+(?:means|stands\\s+for|is\\s+short\\s+for|is\\s+another\\s+(?:word|name)\\s+for)\\s+"
            u"(?<meant>.+)$")},
        {pattern(u"^(?<said>(?:my|our)\\s+[\\p{L}\\p{N} _-]{2,40}?)\\s+is\\s+(?<meant>.+)$")},
    };
    return all;
}

bool isWordCharacter(QChar character)
{
    return character.isLetterOrNumber() || character == u'_';
}

/// Whether said stands at that place as a word of its own: how many characters, 0 where it does not. A plural
/// is the same word.
qsizetype standsAt(const QString &question, qsizetype at, const QString &said)
{
    if (at > 0 && isWordCharacter(question[at - 1]) && isWordCharacter(said.front()))
        return 0;
    if (QStringView(question).mid(at, said.size()).compare(said, Qt::CaseInsensitive) != 0)
        return 0;
    const auto endsAt = [&](qsizetype end) { return end >= question.size() || !isWordCharacter(question[end]); };
    qsizetype end = at + said.size();
    if (!isWordCharacter(said.back()) || endsAt(end))
        return said.size();
    if (question[end].toLower() == u's' && endsAt(end + 1))
        return said.size() + 1;
    return 0;
}

/// Without case, accents and signs; a plural is the same word.
QStringList tellingWords(const QString &text)
{
    constexpr qsizetype shortest = 3;
    constexpr qsizetype most = 200;
    static const QRegularExpression between(u"[^\\p{L}\\p{N}]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QStringList words = searchText(text).split(between, Qt::SkipEmptyParts).mid(0, most);
    for (QString &word : words) {
        if (word.size() > shortest && word.endsWith(u's'))
            word.chop(1);
    }
    words.removeIf([](const QString &word) { return word.size() < shortest; });
    words.removeDuplicates();
    return words;
}

} // namespace

std::optional<Wish> wishIn(const QString &question)
{
    const QString line = question.simplified();
    if (line.size() > longestQuestion)
        return std::nullopt;
    const auto match = wishPattern().match(line);
    if (!match.hasMatch())
        return std::nullopt;
    return Wish{match.captured(u"fact"_s).trimmed(), !match.captured(u"all"_s).isEmpty()};
}

Result<QString> checkedFact(const QString &given)
{
    QString text = given.simplified();
    text.removeIf([](QChar character) { return !character.isPrint() && !character.isSurrogate(); });
    if (const auto wish = wishIn(text))
        text = wish->text;
    if (text.size() < shortestFact || text.size() > longestFact)
        return std::unexpected(
            Problem::invalid(u"params.text"_s, tr("must have %1 to %2 characters").arg(shortestFact).arg(longestFact)));
    return text;
}

std::optional<Substitution> substitutionIn(const QString &fact)
{
    const QString line = fact.simplified();
    if (line.isEmpty() || line.size() > longestFact)
        return std::nullopt;
    for (const Form &form : forms()) {
        const auto match = form.expression.match(line);
        if (!match.hasMatch())
            continue;
        Substitution found{term(match.captured(u"said"_s)), term(match.captured(u"meant"_s))};
        if (found.said.isEmpty() || found.meant.isEmpty() || found.said.compare(found.meant, Qt::CaseInsensitive) == 0)
            return std::nullopt;
        return found;
    }
    return std::nullopt;
}

QString withSubstitutions(const QString &question, const std::vector<Substitution> &substitutions,
                          std::vector<size_t> *used)
{
    if (question.size() > longestQuestion)
        return question;
    std::vector<size_t> order;
    for (size_t i = 0; i < std::min(substitutions.size(), mostSubstitutions); ++i) {
        if (!substitutions[i].said.isEmpty())
            order.push_back(i);
    }
    std::ranges::stable_sort(order, [&](size_t left, size_t right) { // "my sales region" before "my sales"
        return substitutions[left].said.size() > substitutions[right].said.size();
    });
    QString put;
    for (qsizetype at = 0; at < question.size();) {
        qsizetype length = 0;
        for (const size_t index : order) {
            length = standsAt(question, at, substitutions[index].said);
            if (length == 0)
                continue;
            put += substitutions[index].meant;
            if (used && std::ranges::find(*used, index) == used->end())
                used->push_back(index);
            break;
        }
        if (length == 0)
            put += question[at];
        at += std::max<qsizetype>(length, 1);
    }
    return put.size() <= longestQuestion ? put : question;
}

int fit(const QString &fact, const QString &question)
{
    const QStringList asked = tellingWords(question);
    return int(std::ranges::count_if(tellingWords(fact), [&](const QString &word) { return asked.contains(word); }));
}

} // namespace tabletalk::memory
