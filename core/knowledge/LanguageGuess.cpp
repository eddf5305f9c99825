// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/LanguageGuess.h"

#include <QHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::knowledge {

namespace {

constexpr qsizetype mostLookedAt = 20'000;

struct CommonWordsOf
{
    const char *language;
    const char *words; ///< UTF-8, blanks between
};

/// Words that hardly a sentence does without. One that several languages have counts for each.
constexpr std::array<CommonWordsOf, 8> commonWords = {{
    {"en", "the of and to in is that for it was with as on be by are this from or an at not have which you we they "
           "has been were will their its can if"},
    {"de", "der die das und ist nicht ein eine zu den von mit auf für im dem des sich auch es an als wird werden sind "
           "bei oder wenn wir sie nach einer durch nur über"},
    {"fr", "le la les de des et est un une que qui dans pour pas sur au aux avec ce cette il elle nous vous sont du "
           "par plus ou être ont leur ne"},
    {"es", "el la los las de y en que es un una por con para del se no su al lo como más o pero sus está son ser este "
           "esta entre cuando muy"},
    {"it", "il lo la gli le di e che è un una per con del della non si sono nel alla dei da come anche più questo "
           "questa ha al essere"},
    {"pt", "o os as de e que em um uma para com não do da dos das no na se por mais como é são ao foi pelo pela ou seu "
           "sua este"},
    {"nl", "de het een en van is dat niet op te in voor met zijn er aan ook als bij door naar om wordt worden deze of "
           "maar hebben heeft"},
    {"sv", "och att det som en är på för av med den till inte har de ett om var vi kan från men eller ska vid när"},
}};

QString byScript(QStringView text)
{
    std::array<int, 8> counts{}; // Kana, Hangul, Han, Arabic, Cyrillic, Greek, Hebrew, Devanagari
    int letters = 0;
    for (const QChar unit : text) {
        if (!unit.isLetter())
            continue;
        ++letters;
        switch (unit.script()) {
        case QChar::Script_Hiragana:
        case QChar::Script_Katakana:
            ++counts[0];
            break;
        case QChar::Script_Hangul:
            ++counts[1];
            break;
        case QChar::Script_Han:
            ++counts[2];
            break;
        case QChar::Script_Arabic:
            ++counts[3];
            break;
        case QChar::Script_Cyrillic:
            ++counts[4];
            break;
        case QChar::Script_Greek:
            ++counts[5];
            break;
        case QChar::Script_Hebrew:
            ++counts[6];
            break;
        case QChar::Script_Devanagari:
            ++counts[7];
            break;
        default:
            break;
        }
    }
    if (letters == 0)
        return {};
    // Japanese is mixed of Kana and Han, and texts of all scripts have Latin names among them.
    constexpr int kanaShare = 20;
    constexpr int scriptShare = 3;
    if (counts[0] * kanaShare > letters && (counts[0] + counts[2]) * scriptShare > letters)
        return u"ja"_s;
    constexpr std::array<const char *, 8> names = {"ja", "ko", "zh", "ar", "ru", "el", "he", "hi"};
    for (size_t i = 1; i < names.size(); ++i) {
        if (counts[i] * scriptShare > letters)
            return QString::fromLatin1(names[i]);
    }
    return {};
}

/// Which languages have a word among their commonest.
const QHash<QString, QList<int>> &languagesOfWords()
{
    static const QHash<QString, QList<int>> table = [] {
        QHash<QString, QList<int>> made;
        for (size_t i = 0; i < commonWords.size(); ++i) {
            for (const QString &word : QString::fromUtf8(commonWords[i].words).split(u' '))
                made[word].append(int(i));
        }
        return made;
    }();
    return table;
}

QString byWords(QStringView text)
{
    std::array<int, commonWords.size()> counts{};
    int words = 0;
    QString word;
    const auto take = [&] {
        if (word.isEmpty())
            return;
        ++words;
        for (const int language : languagesOfWords().value(word))
            ++counts[size_t(language)];
        word.clear();
    };
    for (const QChar unit : text) {
        if (unit.isLetter())
            word += unit.toLower();
        else
            take();
    }
    take();
    const auto best = std::ranges::max_element(counts);
    // Of prose a third are such words; of a list of names, hardly one.
    constexpr int wordShare = 12;
    constexpr int fewest = 2;
    if (*best < fewest || *best * wordShare < words)
        return {};
    return QString::fromLatin1(commonWords[size_t(best - counts.begin())].language);
}

} // namespace

QString guessLanguage(QStringView text)
{
    const QStringView beginning = text.first(std::min(text.size(), mostLookedAt));
    const QString script = byScript(beginning);
    return script.isEmpty() ? byWords(beginning) : script;
}

} // namespace tabletalk::knowledge
