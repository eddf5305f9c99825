// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/EntityFinder.h"

#include "core/graph/NameCandidates.h"
#include "core/graph/NameCues.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::graph {

namespace {

constexpr size_t mostMentions = 80; ///< of one text
constexpr int sureEnough = 75;      ///< of its own kind, so that it stands for nothing else
constexpr int termSureness = 30;

bool overlaps(const std::vector<Mention> &mentions, const Span &span)
{
    return std::ranges::any_of(
        mentions, [&](const Mention &other) { return span.begin < other.span.end && other.span.begin < span.end; });
}

/// "who" for "world health organization".
QString initialsOf(const QStringList &words)
{
    QString initials;
    for (const QString &word : words) {
        if (!joinsName(word))
            initials += word.front();
    }
    return initials.size() >= 2 ? initials : QString();
}

/// What a document may call a thing after it gave its full name.
QStringList shortFormsOf(const QString &key, EntityKind kind)
{
    const QStringList words = key.split(u' ');
    if (words.size() < 2)
        return {};
    if (kind == EntityKind::Person)
        return {words.back()};
    if (kind != EntityKind::Organization && kind != EntityKind::Product)
        return {};
    QStringList forms;
    if (const QString initials = initialsOf(words); !initials.isEmpty() && kind == EntityKind::Organization)
        forms << initials;
    const QString &first = words.front();
    const bool speaks = first.size() >= 3 && !isOrganizationWord(first) && !isOrdinaryWord(first) && !isNoName(first)
                        && !isKnownPlace(first) && !isFirstName(first);
    if (speaks)
        forms << first;
    if (words.size() > 2)
        forms << words.first(words.size() - 1).join(u' ');
    return forms;
}

/// Where a word of the text is a term's, with all of its words side by side.
void addTerm(const QString &term, const WordText &words, Reading &reading)
{
    const QStringList parts = term.split(u' ');
    for (size_t i = 0; i + size_t(parts.size()) <= words.words.size(); ++i) {
        bool same = true;
        for (qsizetype k = 0; same && k < parts.size(); ++k) {
            const Word &word = words.words[i + size_t(k)];
            same = word.lower == parts[k] && (k == 0 || word.adjacent);
        }
        if (!same)
            continue;
        const Span span{words.words[i].span.begin, words.words[i + size_t(parts.size()) - 1].span.end};
        if (!overlaps(reading.mentions, span))
            reading.mentions.push_back(
                {span, words.words[i].sentence, term, keyOf(term), EntityKind::Term, termSureness});
    }
}

} // namespace

EntityFinder::EntityFinder(const QString &language)
    : m_german(language == u"de")
{}

void EntityFinder::know(const QString &name, EntityKind kind)
{
    Mention mention;
    mention.name = name;
    mention.key = keyOf(name);
    mention.kind = kind;
    mention.sureness = sureEnough;
    if (kind != EntityKind::Term)
        remember(mention);
}

void EntityFinder::remember(const Mention &mention)
{
    Known &known = m_known[mention.key];
    if (mention.sureness > known.sureness) {
        known.kind = mention.kind;
        known.sureness = mention.sureness;
    }
    if (mention.name.size() > known.name.size())
        known.name = mention.name;
    for (const QString &form : shortFormsOf(mention.key, mention.kind)) {
        const auto other = m_shortFor.constFind(form);
        if (other == m_shortFor.cend())
            m_shortFor.insert(form, mention.key);
        else if (*other != mention.key)
            m_shortFor[form] = QString(); // it could be either
    }
}

void EntityFinder::learn(const std::vector<WordText> &texts, const std::vector<QString> &originals)
{
    for (size_t i = 0; i < texts.size(); ++i) {
        std::vector<bool> titles;
        for (int sentence = 0; sentence < int(texts[i].sentences.size()); ++sentence)
            titles.push_back(isTitle(texts[i], sentence));
        for (size_t k = 0; k < texts[i].words.size(); ++k) {
            const Word &word = texts[i].words[k];
            const bool shouted = word.acronym && word.lower.size() > 5;
            const bool follows = k > 0 && word.adjacent && texts[i].words[k - 1].capital;
            const bool followed =
                k + 1 < texts[i].words.size() && texts[i].words[k + 1].adjacent && texts[i].words[k + 1].capital;
            if (word.capital && !word.opensSentence && !titles[size_t(word.sentence)] && !shouted) {
                m_capitalInside.insert(word.lower);
                if (!follows && !followed)
                    m_alone.insert(word.lower);
            } else if (!word.capital && originals[i][word.span.begin].isLower() && !word.innerCapital) {
                m_small.insert(word.lower);
            }
        }
    }
}

const EntityFinder::Known *EntityFinder::knownFor(const Mention &mention) const
{
    const QString full = m_shortFor.value(mention.key);
    if (full.isEmpty())
        return nullptr;
    const auto own = m_known.constFind(mention.key);
    const auto other = m_known.constFind(full);
    const bool standsForItself = own != m_known.cend() && own->sureness >= sureEnough && own->kind != other->kind;
    return standsForItself ? nullptr : &*other;
}

const EntityFinder::Known *EntityFinder::surelyKnown(const QString &key) const
{
    const auto known = m_known.constFind(key);
    return known != m_known.cend() && known->sureness >= sureEnough ? &*known : nullptr;
}

/// Short forms become what they stand for; a kind that was seen surely anywhere holds everywhere.
void EntityFinder::resolve(std::vector<Reading> &readings)
{
    for (Reading &reading : readings) {
        for (const Mention &mention : reading.mentions) {
            if (mention.kind != EntityKind::Term)
                remember(mention);
        }
    }
    for (Reading &reading : readings) {
        for (Mention &mention : reading.mentions) {
            const Known *full = knownFor(mention);
            const auto own = m_known.constFind(mention.key);
            const Known *known = full ? full : own == m_known.cend() ? nullptr : &*own;
            if (!known)
                continue;
            mention.name = known->name;
            mention.key = keyOf(known->name);
            mention.kind = known->kind;
            mention.sureness = known->sureness;
        }
    }
}

std::vector<Reading> EntityFinder::read(const std::vector<QString> &texts)
{
    std::vector<WordText> words;
    words.reserve(texts.size());
    for (const QString &text : texts)
        words.push_back(wordsOf(text));
    learn(words, texts);
    const WordHabits habits{m_german, m_capitalInside, m_alone, m_small};
    std::vector<Reading> readings(texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
        readings[i].sentences = words[i].sentences;
        readings[i].mentions = namesInCjk(texts[i], words[i].sentences);
        for (Mention &mention : namesByWords(texts[i], words[i], habits)) {
            if (!overlaps(readings[i].mentions, mention.span))
                readings[i].mentions.push_back(std::move(mention));
        }
    }
    resolve(readings);
    const std::vector<QString> terms = m_german ? std::vector<QString>() : repeatedTerms(words);
    for (size_t i = 0; i < texts.size(); ++i) {
        addShortForms(texts[i], words[i], readings[i]);
        for (const QString &term : terms)
            addTerm(term, words[i], readings[i]);
        std::ranges::sort(readings[i].mentions, {}, [](const Mention &one) { return one.span.begin; });
        if (readings[i].mentions.size() > mostMentions)
            readings[i].mentions.resize(mostMentions);
    }
    return readings;
}

/// Where a short form opens a sentence, or is a noun like others in German, it was no name by itself.
void EntityFinder::addShortForms(const QString &text, const WordText &words, Reading &reading) const
{
    for (const Word &word : words.words) {
        if (!word.capital)
            continue;
        Mention mention;
        mention.span = word.span;
        QString written = text.mid(word.span.begin, word.span.end - word.span.begin);
        if (written.endsWith(u"'s") || written.endsWith(u"’s")) {
            written.chop(2);
            mention.span.end -= 2;
        }
        mention.key = keyOf(written);
        if (overlaps(reading.mentions, mention.span) || m_small.contains(word.lower))
            continue;
        const Known *standsFor = knownFor(mention);
        const Known *full = standsFor ? standsFor : surelyKnown(mention.key);
        if (!full)
            continue;
        mention.sentence = word.sentence;
        mention.name = full->name;
        mention.key = keyOf(full->name);
        mention.kind = full->kind;
        mention.sureness = full->sureness;
        reading.mentions.push_back(std::move(mention));
    }
}

} // namespace tabletalk::graph
