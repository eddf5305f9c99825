// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/NameCandidates.h"

#include "core/graph/NameCues.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::graph {

namespace {

constexpr size_t mostWordsOfName = 8;

/// A run of words of a text: [first, last).
struct Run
{
    size_t first = 0;
    size_t last = 0;
};

struct Verdict
{
    EntityKind kind = EntityKind::Other;
    int sureness = 0; ///< 0: no name
};

/// Judges the runs of one text.
class Judge
{
public:
    Judge(const QString &text, const WordText &words, const WordHabits &habits)
        : m_text(text)
        , m_words(words.words)
        , m_habits(habits)
    {
        for (int i = 0; i < int(words.sentences.size()); ++i)
            m_titles.push_back(isTitle(words, i));
    }

    std::vector<Mention> find()
    {
        std::vector<Mention> mentions;
        for (size_t i = 0; i < m_words.size();) {
            Run run = runFrom(i);
            const size_t next = std::max(run.last, i + 1);
            trim(run);
            for (const Run &part : split(run))
                take(part, mentions);
            i = next;
        }
        return mentions;
    }

private:
    const Word &at(size_t i) const { return m_words[i]; }

    bool mayBegin(const Word &word) const { return word.capital || word.innerCapital || isCode(word); }

    /// "ORD-1234", "RFC2119", "X200".
    bool isCode(const Word &word) const
    {
        const qsizetype letters = std::ranges::count_if(word.lower, [](QChar c) { return c.isLetter(); });
        const qsizetype digits = std::ranges::count_if(word.lower, [](QChar c) { return c.isDigit(); });
        return word.acronym && digits >= 2 && letters >= 2 && letters <= 6 && digits >= letters - 3;
    }

    bool continues(size_t i) const
    {
        constexpr qsizetype longestNumber = 6;
        const Word &word = at(i);
        const bool afterForm = i > 0 && isLegalForm(at(i - 1).lower) && at(i - 1).capital && !isLegalForm(word.lower);
        if (!word.adjacent || isCode(word) || afterForm)
            return false;
        return word.capital || word.innerCapital || (word.digits && word.span.end - word.span.begin <= longestNumber);
    }

    /// As far as large words and what joins them go on.
    Run runFrom(size_t first) const
    {
        if (!mayBegin(at(first)))
            return {first, first};
        size_t last = first + 1;
        if (isCode(at(first)))
            return {first, last};
        while (last < m_words.size() && last - first < mostWordsOfName) {
            const bool year = at(last).number && at(last).span.end - at(last).span.begin == 4
                              && !(last - first == 1 && at(first).acronym); // "ISO 9001"
            if ((continues(last) && !year) || isSmallLegalForm(at(last))) {
                ++last;
                continue;
            }
            size_t joined = last;
            while (joined < m_words.size() && joined - last < 2 && at(joined).adjacent && joinsName(at(joined).lower)
                   && !at(joined).capital)
                ++joined;
            const bool joins = joined > last && joined < m_words.size() && continues(joined) && !at(joined).number
                               && mayJoin(first, last, joined);
            const bool ampersand = last < m_words.size() && at(last).before == u'&' && at(last).capital;
            const bool legalForm =
                last < m_words.size() && at(last).before == u',' && isLegalForm(at(last).lower) && at(last).capital;
            if (!joins && !ampersand && !legalForm)
                break;
            last = joins ? joined + 1 : last + 1;
        }
        return {first, last};
    }

    /// "Kestrel plc"
    static bool isSmallLegalForm(const Word &word)
    {
        return word.adjacent && !word.capital
               && (word.lower == u"plc" || word.lower == u"gmbh" || word.lower == u"llc" || word.lower == u"mbh");
    }

    /// "University of Oslo" is one name, "Acme and Beta" are two, "CEO of Acme" is none and one.
    bool mayJoin(size_t first, size_t last, size_t joined) const
    {
        const QString &joint = at(last).lower;
        if (joint == u"and" || joint == u"und" || joint == u"y" || joint == u"et")
            return joined + 1 < m_words.size() && isOrganizationWord(at(joined + 1).lower) && at(joined + 1).adjacent
                   && at(joined + 1).capital && last - first == 1 && !isKnownPlace(at(first).lower)
                   && !m_habits.capitalInside.contains(at(first).lower);
        if (joint == u"of" || joint == u"for" || joint == u"für" || joint == u"the")
            return std::ranges::any_of(
                m_words.begin() + qsizetype(first), m_words.begin() + qsizetype(last),
                [](const Word &word) { return isOrganizationWord(word.lower) || isPlaceWord(word.lower); });
        if (joint == u"von" || joint == u"van" || joint == u"de" || joint == u"da" || joint == u"di" || joint == u"del")
            return isFirstName(at(first).lower) || isOrganizationWord(at(first).lower)
                   || isPersonTitle(at(first).lower);
        if (joint == u"zu" || joint == u"zur" || joint == u"der" || joint == u"des" || joint == u"den")
            return isOrganizationWord(at(first).lower);
        return isOrganizationWord(at(first).lower);
    }

    /// Off come words that are large for another reason.
    void trim(Run &run) const
    {
        while (run.first < run.last) {
            const Word &word = at(run.first);
            const bool ordinary = isOrdinaryWord(word.lower) || isNoName(word.lower) || joinsName(word.lower);
            const bool startsOnly = word.opensSentence && run.last - run.first > 1 && isVerbLike(run.first);
            const bool role = isRole(word.lower) && !word.innerCapital && run.last - run.first > 1
                              && !isOrganizationWord(at(run.last - 1).lower);
            const bool title =
                isPersonTitle(word.lower) || (isFirmWord(word) && run.last - run.first > 1) || leadsName(run);
            if (!(ordinary && !isNameDespite(run)) && !startsOnly && !role && !title)
                break;
            ++run.first;
        }
        while (run.last > run.first
               && (isOrdinaryAlone(at(run.last - 1)) || (at(run.last - 1).number && run.last - run.first == 1)))
            --run.last;
    }

    /// "System OrderLine", "Projekt Aurora": what it is, and then its name.
    bool leadsName(const Run &run) const
    {
        return m_habits.german && run.last - run.first > 1 && at(run.first + 1).innerCapital
               && !at(run.first).innerCapital;
    }

    static bool isFirmWord(const Word &word) { return word.lower == u"firma" || word.lower == u"fa"; }

    bool isOrdinaryAlone(const Word &word) const
    {
        return (isNoName(word.lower) && !word.acronym) || joinsName(word.lower) || isArticle(word.lower);
    }

    /// "German Research Foundation", "New York", "First Bank".
    bool isNameDespite(const Run &run) const
    {
        if (run.last - run.first < 2)
            return false;
        const QString two = QString(at(run.first).lower + u' ' + at(run.first + 1).lower);
        const bool nationality = isNoName(at(run.first).lower) && isOrganizationWord(at(run.last - 1).lower);
        return isKnownPlace(two) || (nationality && !at(run.first).opensSentence)
               || (!at(run.first).opensSentence && isOrganizationWord(at(run.last - 1).lower)
                   && !isArticle(at(run.first).lower) && !m_habits.german);
    }

    /// "Contact Acme Support": the first word of a sentence that the document also has small.
    bool isVerbLike(size_t i) const
    {
        const QString &word = at(i).lower;
        return m_habits.small.contains(word) && !isFirstName(word) && !isKnownPlace(word) && !isOrganizationWord(word);
    }

    /// A place before a name, or two people side by side, are names of their own.
    std::vector<Run> split(Run run) const
    {
        if (run.first >= run.last)
            return {};
        std::vector<Run> parts;
        size_t begin = run.first;
        for (size_t i = run.first; i < run.last; ++i) {
            const bool nameAfterRole =
                i > begin && isRole(at(i).lower) && at(i).capital && i + 1 < run.last && isFirstName(at(i + 1).lower);
            if (nameAfterRole) {
                parts.push_back({begin, i});
                begin = i + 1;
            }
        }
        parts.push_back({begin, run.last});
        return parts;
    }

    void take(const Run &run, std::vector<Mention> &mentions) const
    {
        if (run.first >= run.last)
            return;
        const Verdict verdict = judge(run);
        if (verdict.sureness <= 0)
            return;
        Span span{at(run.first).span.begin, at(run.last - 1).span.end};
        if (span.end - span.begin > longestName || span.end - span.begin < 2)
            return;
        Mention mention;
        mention.span = span;
        mention.sentence = at(run.first).sentence;
        mention.name = nameIn(span);
        mention.key = keyOf(mention.name);
        mention.kind = verdict.kind;
        mention.sureness = verdict.sureness;
        if (!mention.key.isEmpty())
            mentions.push_back(std::move(mention));
    }

    /// Without a genitive's ending.
    QString nameIn(Span &span) const
    {
        QString name = m_text.mid(span.begin, span.end - span.begin);
        for (const QStringView ending : {QStringView(u"'s"), QStringView(u"’s")}) {
            if (name.endsWith(ending)) {
                name.chop(ending.size());
                span.end -= ending.size();
            }
        }
        return name.simplified();
    }

    Verdict judge(const Run &run) const
    {
        const size_t count = run.last - run.first;
        const bool inTitle = m_titles[size_t(at(run.first).sentence)];
        if (count == 1 && isCode(at(run.first)))
            return {EntityKind::Code, 90};
        if (count >= 2 && isStandard(run))
            return {EntityKind::Code, 85};
        if (const Verdict sure = byCues(run); sure.sureness > 0)
            return sure;
        if (inTitle && !seenElsewhere(run))
            return {};
        return count == 1 ? judgeOne(run.first) : judgeSeveral(run);
    }

    /// "ISO 9001", "RFC 2119".
    bool isStandard(const Run &run) const
    {
        return run.last - run.first == 2 && at(run.first).acronym && !at(run.first).digits && at(run.first + 1).digits
               && at(run.first).lower.size() <= 5;
    }

    QString lowerOf(const Run &run) const
    {
        QString all;
        for (size_t i = run.first; i < run.last; ++i)
            all += (i > run.first ? u" "_s : QString()) + at(i).lower;
        return all;
    }

    Verdict byCues(const Run &run) const
    {
        const Word &first = at(run.first);
        const Word &last = at(run.last - 1);
        const size_t count = run.last - run.first;
        QString bare = lowerOf(run);
        for (const QStringView ending : {QStringView(u"'s"), QStringView(u"’s")}) {
            if (bare.endsWith(ending))
                bare.chop(ending.size());
        }
        if (isKnownPlace(bare) && !(count == 1 && first.acronym && bare == u"us" && !first.capital))
            return {EntityKind::Place, 90};
        if (count > 1 && isLegalForm(last.lower))
            return {EntityKind::Organization, 95};
        const bool titled = run.first > 0 && isPersonTitle(at(run.first - 1).lower) && at(run.first - 1).capital
                            && at(run.first - 1).sentence == first.sentence && first.before.isNull();
        if (titled && count <= 4)
            return {EntityKind::Person, 90};
        if (run.first > 0 && isFirmWord(at(run.first - 1)) && first.adjacent)
            return {EntityKind::Organization, 75};
        if (count > 1 && anyOrganizationWord(run))
            return {EntityKind::Organization, 85};
        if (count > 1 && count <= 4 && isFirstName(first.lower) && !last.digits)
            return {EntityKind::Person, isProductWord(last.lower) ? 55 : 85};
        if (count > 1 && (isPlaceWord(last.lower) || isPlaceWord(first.lower)) && !last.digits)
            return {EntityKind::Place, 75};
        if (count > 1 && (isProductWord(last.lower) || last.digits || hasInnerCapital(run)))
            return {EntityKind::Product, 70};
        if (m_habits.german && isGermanPlace(last.lower))
            return {EntityKind::Place, 75};
        return {};
    }

    static bool isGermanPlace(const QString &word)
    {
        return word.size() > 8 && (word.endsWith(u"straße") || word.endsWith(u"strasse") || word.endsWith(u"allee"))
               && word != u"hauptstraße";
    }

    /// In German a compound with "Bank" is a noun like any other.
    bool anyOrganizationWord(const Run &run) const
    {
        if (m_habits.german) // the last word tells, or the first of "Universität Leipzig"
            return isOrganizationWord(at(run.last - 1).lower) || isOrganizationWord(at(run.first).lower);
        for (size_t i = run.first; i < run.last; ++i) {
            if (isOrganizationWord(at(i).lower) && at(i).capital)
                return true;
        }
        return false;
    }

    bool hasInnerCapital(const Run &run) const
    {
        for (size_t i = run.first; i < run.last; ++i) {
            if (at(i).innerCapital)
                return true;
        }
        return false;
    }

    bool seenElsewhere(const Run &run) const
    {
        for (size_t i = run.first; i < run.last; ++i) {
            if (!m_habits.capitalInside.contains(at(i).lower) || m_habits.small.contains(at(i).lower))
                return false;
        }
        return true;
    }

    Verdict judgeOne(size_t i) const
    {
        const Word &word = at(i);
        const QString bare =
            word.lower.endsWith(u"'s") || word.lower.endsWith(u"’s") ? word.lower.chopped(2) : word.lower;
        if (isOrdinaryWord(bare) || isNoName(bare) || word.number || isRole(bare))
            return {};
        if (word.innerCapital && !word.lower.contains(u'/'))
            return {EntityKind::Product, 60};
        if (word.acronym)
            return word.digits ? Verdict{EntityKind::Product, 60} : judgeAcronym(word);
        if (m_habits.german || bare.size() < 3)
            return {}; // a noun like all others
        if (word.opensSentence && !m_habits.alone.contains(bare))
            return {};
        if (m_habits.small.contains(bare))
            return {};
        if (speaks(i) || isFirstName(bare))
            return {EntityKind::Person, 55};
        const bool placed = i > 0 && (at(i - 1).lower == u"in" || at(i - 1).lower == u"near") && word.adjacent;
        return placed ? Verdict{EntityKind::Place, 35} : Verdict{EntityKind::Other, 40};
    }

    Verdict judgeAcronym(const Word &word) const
    {
        const bool shouted = word.lower.size() > 5 || m_habits.small.contains(word.lower);
        if (isOrdinaryAcronym(word.lower) || shouted || word.lower.size() < 2)
            return {};
        return {EntityKind::Organization, 45};
    }

    /// "Lovelace said"
    bool speaks(size_t i) const
    {
        if (i + 1 >= m_words.size() || !at(i + 1).adjacent)
            return false;
        const QString &next = at(i + 1).lower;
        return next == u"said" || next == u"says" || next == u"joined" || next == u"wrote" || next == u"explained"
               || next == u"added" || next == u"studied" || next == u"married";
    }

    Verdict judgeSeveral(const Run &run) const
    {
        bool anyOrdinary = false;
        for (size_t i = run.first; i < run.last; ++i)
            anyOrdinary = anyOrdinary || m_habits.small.contains(at(i).lower);
        if (anyOrdinary)
            return {};
        const bool opens = at(run.first).opensSentence;
        if (m_habits.german) // two nouns side by side are rare but for names
            return opens || run.last - run.first > 4 ? Verdict() : Verdict{kindBeside(run), 45};
        const bool known = !opens || m_habits.capitalInside.contains(at(run.first + 1).lower);
        return known || run.last - run.first <= 3 ? Verdict{kindBeside(run), 50} : Verdict();
    }

    /// What stands beside a name may say whose it is: "Grace Okafor, director of".
    EntityKind kindBeside(const Run &run) const
    {
        if (run.last < m_words.size() && at(run.last).sentence == at(run.first).sentence
            && (at(run.last).before == u',' || isAuxiliary(at(run.last).lower) || at(run.last).lower == u"remains"
                || at(run.last).lower == u"became")) {
            for (size_t i = run.last; i < std::min(run.last + 4, m_words.size()); ++i) {
                if (isRole(at(i).lower))
                    return EntityKind::Person;
            }
        }
        if (run.first > 0 && isRole(at(run.first - 1).lower) && at(run.first).adjacent)
            return EntityKind::Person;
        return speaks(run.last - 1) ? EntityKind::Person : EntityKind::Other;
    }

    const QString &m_text;
    const std::vector<Word> &m_words;
    const WordHabits &m_habits;
    std::vector<bool> m_titles;
};

} // namespace

bool isTitle(const WordText &words, int sentence)
{
    int large = 0;
    int others = 0;
    for (const Word &word : words.words) {
        if (word.sentence != sentence || word.number || joinsName(word.lower) || isPreposition(word.lower))
            continue;
        ++(word.capital || word.digits ? large : others);
    }
    return large >= 2 && others == 0;
}

std::vector<Mention> namesByWords(const QString &text, const WordText &words, const WordHabits &habits)
{
    return Judge(text, words, habits).find();
}

} // namespace tabletalk::graph
