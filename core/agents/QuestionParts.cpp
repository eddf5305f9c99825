// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/QuestionParts.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::agents {

namespace {

constexpr size_t mostParts = 4;
constexpr qsizetype shortestPart = 8; ///< characters

/// Words that begin a question or a wish of its own.
const QString &opener()
{
    static const QString words =
        u"(?:what|how|which|who|whom|whose|when|where|why|is|are|was|were|do|does|did|can|could|may|must|should|"
        "list|show|give|tell|count|name|find|compare|explain|summari[sz]e|describe)"_s;
    return words;
}

/// Where one question ends and another begins.
const QRegularExpression &border()
{
    static const QRegularExpression pattern(u"(?:[?!.;]+\\s+(?:and\\s+|also\\s+|then\\s+|plus\\s+)*|,?\\s+(?:and|as "
                                            u"well as|plus|but)\\s+(?:also\\s+|then\\s+|"
                                            "please\\s+)*|,\\s*(?:also\\s+|then\\s+)?)(?=%1\\b)"_s.arg(opener()),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

bool beginsAQuestion(const QString &text)
{
    static const QRegularExpression begins(
        u"^(?:please\\s+|and\\s+|also\\s+|so\\s+|according to .{2,60}?,?\\s+|in .{2,40}?,\\s+)*%1\\b"_s.arg(opener()),
        QRegularExpression::CaseInsensitiveOption);
    return begins.match(text).hasMatch();
}

QString cleaned(QString part)
{
    static const QRegularExpression first(u"^(?:and|also|then|please|plus|but)\\s+"_s,
                                          QRegularExpression::CaseInsensitiveOption);
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
        u"^(?:is|are|was|were|do|does|did|may|must|should|name|who|which|where|when)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
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
        "revenue|turnover|list (?:all|the)|compared? )\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression texts(
        u"\\b(policy|policies|document|documents|manual|handbook|contract|contracts|guide|guideline|guidelines|terms|"
        u"clause|"
        "says?|said|written|states?|according|explains?|describes?|procedure|rules?|allowed|permitted|how "
        "(?:do|can|should) "
        "(?:i|we|you|one)|(?:may|can|must|should) (?:i|we|you|customers?|employees?|somebody)|why|summari[sz]e|"
        "warranty|notice period|within how many|how long|until when|deadline)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto count = [&question](const QRegularExpression &pattern) {
        int found = 0;
        for (auto matches = pattern.globalMatch(question); matches.hasNext(); matches.next())
            ++found;
        return std::min(found, 2);
    };
    return (count(data) - count(texts)) / 2.0;
}

} // namespace tabletalk::agents
