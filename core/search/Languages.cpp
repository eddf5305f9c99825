// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Languages.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tabletalk::search {

using namespace Qt::StringLiterals;

namespace {

struct Language
{
    const char *code;
    const char *stemmer; ///< as libstemmer calls it
    const char16_t *stopWords;
};

/// Function words alone: articles, pronouns, prepositions, conjunctions, auxiliaries.
constexpr std::array<Language, 13> languages{{
    {"en", "english",
     u"a about above after again all also am an and any are as at be because been before being below between both but "
     u"by can could did do does doing down during each few for from further had has have having he her here hers "
     u"herself him himself his how however i if in into is it its itself just may me might more most must my myself no "
     u"nor not now of off on once only onto or other our ours ourselves out over own per same shall she should so some "
     u"such than that the their theirs them themselves then there these they this those through thus to too under "
     u"until up upon us very was we were what when where whether which while who whom whose why will with within "
     u"without would you your yours yourself yourselves"},
    {"de", "german",
     u"aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei "
     u"beim bin bis bist da damit dann das dass dasselbe dazu dein deine deinem deinen deiner dem den denn der deren "
     u"derselbe des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen "
     u"einer eines einige einigen er es etwas euch euer für gegen gewesen hab habe haben hat hatte hatten hier hin "
     u"hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist jede jedem jeden jeder jedes jene jenem "
     u"jenen jener jetzt kann kein keine keinem keinen keiner können könnte man manche mein meine meinem meinen meiner "
     u"mich mir mit muss musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner "
     u"selbst "
     u"sich sie sind so solche soll sollte sondern um und uns unser unsere unter viel vom von vor während war waren "
     u"was weil welche welchem welchen welcher wenn werde werden wie wieder will wir wird wirst wo wollen wollte würde "
     u"würden zu zum zur zwar zwischen über"},
    {"fr", "french",
     u"a ai au aux avec avait avez avoir avons c ce ceci cela celle celles celui ces cet cette ceux comme d dans de "
     u"des "
     u"donc dont du elle elles en es est et étaient était été être eu eux fait faire font ici il ils j je l la le les "
     u"leur leurs lors lui m ma mais me même mes moi mon n ne ni nos notre nous on ont ou où par pas peu peut plus "
     u"pour qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont soit sous sur t ta te "
     u"tes toi ton tous tout toute toutes très tu un une vers vos votre vous y à"},
    {"es", "spanish",
     u"a al algo algunas algunos ante antes aquel aquella como con contra cual cuales cuando de del desde donde "
     u"durante "
     u"e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está estaba están estar estas este "
     u"esto estos fue fueron ha había han hasta hay la las le les lo los más me mi mis mucho muchos muy nada ni no nos "
     u"nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque que qué quien quienes se sea ser "
     u"si sí sido sin sobre son su sus también tan tanto te tiene tienen todo todos tu tus un una unas uno unos usted "
     u"y "
     u"ya yo"},
    {"it", "italian",
     u"a ad agli ai al alla alle allo anche c che chi ci come con cui da dagli dai dal dalla dalle de degli dei del "
     u"della delle dello di dove e è ed era erano essere fu gli ha hanno i il in io l la le lei li lo loro lui ma mi "
     u"mia mio ne negli nei nel nella nelle no noi non nostra nostro o per perché più quale quali quando quella quelle "
     u"quelli quello questa queste questi questo se sei si sia sono su sua sue sugli sui sul sulla suo tra tu tuo "
     u"tutti "
     u"tutto un una uno vi voi"},
    {"pt", "portuguese",
     u"a ao aos as às até com como da das de dela dele deles depois do dos e é ela elas ele eles em entre era essa "
     u"esse "
     u"esta está este eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos nós "
     u"nossa "
     u"nosso num numa o os ou para pela pelas pelo pelos por qual quando que quem são se seja sem ser será seu seus só "
     u"sua suas também te tem têm um uma você"},
    {"nl", "dutch",
     u"aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen "
     u"had "
     u"heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij "
     u"mijn "
     u"moet na naar niet niets nog nu of om omdat ons ook op over te tegen toch toen tot u uit uw van veel voor want "
     u"waren was wat we wel werd wezen wie wij wil worden zal ze zei zich zij zijn zo zonder zou"},
    {"sv", "swedish",
     u"alla att av blev blir de dem den denna deras dess det detta dig din du där då efter ej eller en er ett från för "
     u"ha hade han hans har henne hennes hon honom hur här i icke inte jag ju kan kunde man med mellan men mig min mot "
     u"mycket ni nu när någon något några och om oss på samma sedan sig sin sina som så till under upp ut vad var vara "
     u"vi vid vilken än är över"},
    {"da", "danish",
     u"af alle andre at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en "
     u"end er et for fra ham han hans har havde hende her hos hun hvad hvis hvor i ikke ind jeg jo kunne man mange med "
     u"meget men mig min mod når ned nogen noget nu og også om op os over på sig skal skulle som sådan til ud under "
     u"var "
     u"vi vil ville vor være været"},
    {"no", "norwegian",
     u"alle at av bare ble blir da de deg den denne der deres det dette disse du eller en enn er et etter for fordi "
     u"fra "
     u"før ha hadde han hans har hennes her hun hva hvem hvis hvor i ikke inn jeg kan kunne man med mellom men min mot "
     u"når ned noe noen nå og også om opp oss over på seg si sin skal skulle slik som så til ut var ved vi vil ville "
     u"vår være vært"},
    {"fi", "finnish",
     u"ei eivät en että he hän ja jos joka jotka kanssa kuin kun me mikä minä mitä mukaan mutta myös ne niin nyt ole "
     u"oli olivat olla on ovat se sekä sen siitä sitä tai te tämä tässä tätä vaan vai"},
    {"ru", "russian",
     u"а без более бы был была были было быть в вам вас весь во вот все всех вы где да для до его ее если есть еще ж "
     u"же "
     u"за здесь и из или им их к как ко когда кто ли либо между меня мне мы на над надо не него нее нет ни них но о об "
     u"однако он она они оно от по под при с со так также такой там тем то того тоже той только том ты у уже хотя чего "
     u"чем что чтобы эта эти это этот я"},
    {"ar", "arabic",
     u"في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين هو هي هم هن أن إن كان كانت يكون قد لا ما لم لن كل بعد قبل "
     u"بين "
     u"أو ثم حتى إذا كما عند لدى منذ أي غير و ف ب ل ك أنا نحن أنت"},
}};

const Language *languageNamed(QStringView code)
{
    const auto at =
        std::ranges::find_if(languages, [&](const Language &each) { return code == QLatin1StringView(each.code); });
    return at == languages.end() ? nullptr : &*at;
}

const QHash<QString, QSet<QString>> &stopWords()
{
    static const QHash<QString, QSet<QString>> all = [] {
        QHash<QString, QSet<QString>> made;
        for (const Language &language : languages) {
            const QStringList words = QString::fromUtf16(language.stopWords).split(u' ');
            made.insert(QString::fromLatin1(language.code), QSet<QString>(words.begin(), words.end()));
        }
        return made;
    }();
    return all;
}

/// Without the marks that people leave out when they type: accents, vowel signs of Arabic, its long strokes.
QString withoutMarks(const QString &word)
{
    if (std::ranges::all_of(word, [](QChar c) { return c.unicode() < 0x80; }))
        return word;
    constexpr char16_t tatweel = 0x0640;
    QString plain;
    for (const QChar c : word.normalized(QString::NormalizationForm_KD)) {
        const char16_t code = c.unicode();
        const bool isAccent = code >= 0x0300 && code <= 0x036f;
        const bool isArabicMark = (code >= 0x064b && code <= 0x065f) || code == 0x0670 || code == tatweel;
        if (isAccent || isArabicMark)
            continue;
        plain += code == u'ى' ? QChar(u'ي') : code == u'ة' ? QChar(u'ه') : c;
    }
    plain.replace(u'ß', u"ss"_s);
    plain.replace(u'ı', u'i');
    plain.replace(u'ø', u'o');
    return plain.normalized(QString::NormalizationForm_KC);
}

} // namespace

const std::vector<QString> &stemmedLanguages()
{
    static const std::vector<QString> codes = [] {
        std::vector<QString> all;
        for (const Language &language : languages)
            all.push_back(QString::fromLatin1(language.code));
        return all;
    }();
    return codes;
}

bool isStopWord(QStringView word, QStringView language)
{
    const auto words = stopWords().constFind(language.toString());
    return words != stopWords().constEnd() && words->contains(word.toString());
}

QString languageOf(QStringView text)
{
    constexpr qsizetype looked = 4'000;
    constexpr int fewest = 2;
    QHash<QString, int> counts;
    const QString lower = text.first(std::min(text.size(), looked)).toString().toLower();
    qsizetype from = -1;
    for (qsizetype i = 0; i <= lower.size(); ++i) {
        if (i < lower.size() && lower[i].isLetter()) {
            from = from < 0 ? i : from;
            continue;
        }
        if (from >= 0) {
            const QString word = lower.mid(from, i - from);
            for (const Language &language : languages) {
                const QString code = QString::fromLatin1(language.code);
                if (isStopWord(word, code))
                    ++counts[code];
            }
        }
        from = -1;
    }
    QString best;
    for (const Language &language : languages) { // the earlier one where two are even
        const QString code = QString::fromLatin1(language.code);
        if (counts.value(code) > std::max(counts.value(best), fewest - 1))
            best = code;
    }
    return best;
}

QString stemOf(const QString &word, QStringView language)
{
    constexpr qsizetype longest = 60; // what is longer is no word of a language
    const Language *known = languageNamed(language);
    if (known == nullptr || word.size() > longest)
        return withoutMarks(word).left(longest);
    struct Deleter
    {
        void operator()(sb_stemmer *stemmer) const { sb_stemmer_delete(stemmer); }
    };
    // A stemmer keeps a work buffer, so each thread needs its own.
    static thread_local std::array<std::unique_ptr<sb_stemmer, Deleter>, languages.size()> stemmers;
    auto &stemmer = stemmers.at(size_t(known - languages.data()));
    if (!stemmer)
        stemmer.reset(sb_stemmer_new(known->stemmer, "UTF_8"));
    if (!stemmer)
        return withoutMarks(word);
    const QByteArray utf8 = word.toUtf8();
    const auto *bytes = reinterpret_cast<const sb_symbol *>(utf8.constData());
    const sb_symbol *stem = sb_stemmer_stem(stemmer.get(), bytes, int(utf8.size()));
    if (stem == nullptr)
        return withoutMarks(word);
    return withoutMarks(QString::fromUtf8(reinterpret_cast<const char *>(stem), sb_stemmer_length(stemmer.get())));
}

} // namespace tabletalk::search
