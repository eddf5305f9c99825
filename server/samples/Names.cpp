// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/samples/Names.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace tabletalk::sampledata {

namespace {

const std::vector<QString> &femaleNames()
{
    static const std::vector<QString> list = words("Emma|Olivia|Sofia|Mia|Anna|Laura|Julia|Elena|Maria|Clara|Hannah|"
                                                   "Lena|Nora|Alice|Camille|Chloe|Giulia|Ines|Aisha|Fatima|"
                                                   "Layla|Yasmin|Priya|Ananya|Meera|Yuki|Sakura|Hana|Mei|Ling|Jia|"
                                                   "Amara|Zainab|Ngozi|Grace|Ruth|Esther|Freya|Astrid|Ingrid|"
                                                   "Katarina|Zofia|Magda|Irina|Natalia|Valeria|Camila|Lucia|Gabriela|"
                                                   "Isabel|Paula|Rosa|Beatriz|Helena|Charlotte|Amelia|Harper|"
                                                   "Evelyn|Abigail|Victoria");
    return list;
}

const std::vector<QString> &maleNames()
{
    static const std::vector<QString> list = words("Liam|Noah|Lucas|Leon|Paul|Felix|Jonas|Max|Daniel|David|Thomas|"
                                                   "Peter|Hugo|Louis|Antoine|Marco|Luca|Matteo|Omar|Yusuf|"
                                                   "Karim|Hassan|Arjun|Rahul|Vikram|Kenji|Haruto|Ren|Wei|Jun|Hao|Kwame|"
                                                   "Chidi|Tunde|Samuel|Joseph|Elias|Erik|Lars|Bjorn|"
                                                   "Jakub|Piotr|Ivan|Dmitri|Nikola|Diego|Mateo|Santiago|Javier|Carlos|"
                                                   "Miguel|Pedro|Rafael|Tiago|James|William|Henry|"
                                                   "Benjamin|Oliver|Ethan");
    return list;
}

const std::vector<QString> &lastNames()
{
    static const std::vector<QString> list = words("Smith|Garcia|Muller|Rossi|Nguyen|Kim|Patel|Silva|Novak|Johansson|"
                                                   "Tanaka|Okafor|Dubois|Kowalski|Hansen|Ivanova|Brown|"
                                                   "Martinez|Schmidt|Russo|Tran|Park|Sharma|Santos|Horvat|Andersson|"
                                                   "Sato|Mensah|Moreau|Nowak|Olsen|Petrov|Johnson|Lopez|"
                                                   "Weber|Ferrari|Pham|Lee|Gupta|Costa|Kovac|Karlsson|Suzuki|Adeyemi|"
                                                   "Laurent|Wojcik|Larsen|Volkov|Williams|Hernandez|"
                                                   "Fischer|Bianchi|Chen|Choi|Reddy|Pereira|Babic|Nilsson|Watanabe|"
                                                   "Diallo|Girard|Zielinski|Berg|Sokolov|Taylor|Gonzalez|"
                                                   "Wagner|Romano|Wang|Kang|Singh|Almeida|Maric|Eriksson|Yamamoto|"
                                                   "Toure|Fontaine|Lewandowski|Dahl|Popov|Davies|Torres|"
                                                   "Becker|Ricci|Zhang|Yoon|Mehta|Ribeiro|Juric|Lindberg|Nakamura|"
                                                   "Keita|Mercier|Kaminski|Haugen|Orlov|Evans|Ramirez|"
                                                   "Hoffmann|Marino|Liu|Lim|Iyer|Carvalho|Pavlov|Holm|Kobayashi|Abara|"
                                                   "Lambert|Dvorak|Strand|Morozov|O'Brien|Flores|Koch|"
                                                   "Greco|Huang|Song|Kapoor|Gomes|Vukic|Ekstrom|Ito|Bello|Rousseau|"
                                                   "Svoboda|Lund|Lebedev|Murphy|Vargas|Richter|Conti|Wu|"
                                                   "Han|Desai|Martins|Simic|Sandberg");
    return list;
}

} // namespace

QString Person::gender() const
{
    return female ? u"female"_s : u"male"_s;
}

QString Person::email(int number, const char *domain) const
{
    QString address = firstName.toLower() + u'.' + lastName.toLower().remove(u'\'') + QString::number(number) + u'@';
    return address += QString::fromLatin1(domain);
}

Person drawPerson(Random &random)
{
    const bool female = random.percent(51);
    const QString firstName = random.pick(female ? femaleNames() : maleNames());
    return {firstName, random.pickSkewed(lastNames()), female};
}

const std::vector<City> &cities()
{
    static const std::vector<City> list = [] {
        std::vector<City> made;
        for (const QString &entry :
             words("Berlin,Germany|London,United "
                   "Kingdom|Paris,France|Madrid,Spain|Hamburg,Germany|Munich,Germany|Rome,Italy|"
                   "Vienna,Austria|Amsterdam,Netherlands|Barcelona,Spain|Lyon,France|Manchester,United "
                   "Kingdom|Milan,Italy|"
                   "Cologne,Germany|Warsaw,Poland|Prague,Czechia|Lisbon,Portugal|Brussels,Belgium|Copenhagen,Denmark|"
                   "Stockholm,Sweden|"
                   "Dublin,Ireland|Zurich,Switzerland|Frankfurt,Germany|Toulouse,France|Valencia,Spain|Porto,Portugal|"
                   "Krakow,Poland|"
                   "Leipzig,Germany|Rotterdam,Netherlands|Turin,Italy|Oslo,Norway|Helsinki,Finland|Budapest,Hungary|"
                   "Athens,Greece|"
                   "Birmingham,United "
                   "Kingdom|Graz,Austria|Geneva,Switzerland|Gothenburg,Sweden|Antwerp,Belgium|Bologna,Italy")) {
            const qsizetype comma = entry.indexOf(u',');
            made.push_back({entry.left(comma), entry.mid(comma + 1)});
        }
        return made;
    }();
    return list;
}

QString drawPhone(Random &random)
{
    return u"555-01%1-%2"_s.arg(random.between(0, 99), 2, 10, QLatin1Char('0'))
        .arg(random.between(0, 9999), 4, 10, QLatin1Char('0'));
}

std::vector<QString> words(const char *barSeparated)
{
    const QStringList parts = QString::fromLatin1(barSeparated).split(u'|');
    return {parts.begin(), parts.end()};
}

} // namespace tabletalk::sampledata
