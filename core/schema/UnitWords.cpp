// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/UnitWords.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QHash<QString, QString> tableOf(const QString &text)
{
    QHash<QString, QString> table;
    for (const QString &entry : text.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList sides = entry.split(u'=');
        for (const QString &word : sides.first().split(u','))
            table.insert(word, QString(sides.last()).replace(u'_', u' '));
    }
    return table;
}

/// A word that is a unit only beside words of what it measures.
struct ContextUnit
{
    QString word;
    QString unit;
    QStringList beside;
};

const QString timeWords = u"duration time length runtime running elapsed wait waiting delay travel ride lap prep "
                          "preparation cook cooking call session play playing response processing downtime uptime "
                          "walk setup cycle"_s;
const QString lengthWords = u"height width length depth diameter radius screen waist chest precipitation rainfall "
                            "snowfall wheel thickness clearance waistline inseam heel hem display"_s;
const QString distanceWords = u"height length distance depth width elevation altitude prominence radius visibility "
                              "diameter span long high deep swim run dive range thickness"_s;
const QString temperatureWords = u"temp temperature dewpoint dew celsius heat boiling melting freezing"_s;
const QString dataWords = u"size storage memory ram disk data capacity used free bandwidth traffic usage quota "
                          "download upload cache file image model"_s;

const std::vector<ContextUnit> &contextUnits()
{
    static const std::vector<ContextUnit> units = [] {
        const auto split = [](const QString &words) { return words.split(u' '); };
        return std::vector<ContextUnit>{
            {u"min"_s, u"min"_s, split(timeWords)},
            {u"h"_s, u"h"_s, split(timeWords)},
            {u"hr"_s, u"h"_s, split(timeWords)},
            {u"s"_s, u"s"_s, split(timeWords)},
            {u"sec"_s, u"s"_s, split(timeWords)},
            {u"in"_s, u"in"_s, split(lengthWords)},
            {u"inch"_s, u"in"_s, split(lengthWords)},
            {u"m"_s, u"m"_s, split(distanceWords)},
            {u"mi"_s, u"mi"_s, split(distanceWords)},
            {u"ft"_s, u"ft"_s, split(distanceWords)},
            {u"foot"_s, u"ft"_s, split(distanceWords)},
            {u"c"_s, u"°C"_s, split(temperatureWords)},
            {u"f"_s, u"°F"_s, split(temperatureWords)},
            {u"k"_s, u"K"_s, split(temperatureWords)},
            {u"gb"_s, u"GB"_s, split(dataWords)},
            {u"g"_s, u"g"_s,
             split(u"weight mass fat protein carb carbs sugar fiber fibre net gross portion serving"_s)},
            {u"l"_s, u"l"_s, split(u"volume capacity fuel tank consumption displacement"_s)},
            {u"t"_s, u"t"_s, split(u"weight mass load payload tonnage cargo displacement"_s)},
            {u"ha"_s, u"ha"_s, split(u"area land field plot forest farm size"_s)},
            {u"w"_s, u"W"_s, split(u"power consumption output wattage"_s)},
            {u"mw"_s, u"MW"_s, split(u"power capacity output installed"_s)},
            {u"v"_s, u"V"_s, split(u"voltage battery supply"_s)},
            {u"cc"_s, u"cc"_s, split(u"engine displacement capacity"_s)},
            {u"hp"_s, u"hp"_s, split(u"engine motor power"_s)},
            {u"pounds"_s, u"lb"_s, split(u"weight mass load payload"_s)},
            {u"deg"_s, u"°"_s, split(u"angle heading direction rotation slope bearing tilt"_s)},
            {u"degrees"_s, u"°"_s, split(u"angle heading direction rotation slope bearing tilt"_s)},
            {u"bar"_s, u"bar"_s, split(u"pressure"_s)},
        };
    }();
    return units;
}

} // namespace

QString plainUnit(const QString &word)
{
    static const QHash<QString, QString> units = tableOf(
        u"kg,kgs,kilogram,kilograms,kilo,kilos=kg mg,milligrams=mg gram,grams=g tonnes=t tons=t lb,lbs=lb oz,ounces=oz "
        "km,kms,kilometers,kilometres=km cm,centimeters,centimetres=cm mm,millimeters,millimetres=mm meters,metres=m "
        "miles=mi feet=ft inches=in yards=yd sqm,m2,sqmeters=m² sqft,ft2=ft² sqkm,km2=km² m3=m³ hectares=ha "
        "acres=acres "
        "ml,millilitres,milliliters=ml liters,litres=l gallons=gal "
        "ms,msec,millis,milliseconds=ms secs,seconds=s mins,minutes=min hrs,hours=h days=days weeks=weeks "
        "months=months "
        "celsius,degc=°C fahrenheit,degf=°F kelvin=K mph=mph kmh,kph,kmph=km/h knots=kn "
        "kw=kW kwh=kWh mwh=MWh gwh=GWh watts=W volts=V "
        "bytes=bytes kb,kilobytes=KB mb,megabytes=MB gigabytes=GB tb,terabytes=TB "
        "hz=Hz khz=kHz mhz=MHz ghz=GHz rpm=rpm bpm=bpm psi=psi hpa=hPa mbar=mbar mmhg=mmHg kcal=kcal dpi=dpi "
        "px,pixels=px ppm=ppm"_s);
    return units.value(word);
}

QString unitInContext(const QString &word, const std::vector<QString> &others)
{
    for (const ContextUnit &unit : contextUnits()) {
        if (unit.word == word
            && std::ranges::any_of(others, [&](const QString &other) { return unit.beside.contains(other); }))
            return unit.unit;
    }
    return {};
}

QString countedTime(const QString &word)
{
    static const QHash<QString, QString> spans =
        tableOf(u"seconds=s minutes,mins=min hours,hrs=h days=days weeks=weeks months=months years=years"_s);
    return spans.value(word);
}

QString currencyCode(const QString &word)
{
    static const QHash<QString, QString> codes =
        tableOf(u"usd=USD eur,euro,euros=EUR gbp=GBP jpy,yen=JPY chf=CHF cad=CAD aud=AUD nzd=NZD cny,rmb=CNY inr=INR "
                "sek=SEK nok=NOK dkk=DKK pln=PLN czk=CZK huf=HUF brl=BRL mxn=MXN zar=ZAR krw=KRW sgd=SGD hkd=HKD "
                "try=TRY aed=AED sar=SAR ils=ILS"_s);
    return codes.value(word);
}

QString scaleWord(const QString &word)
{
    static const QHash<QString, QString> scales =
        tableOf(u"thousand,thousands=thousand million,millions,mio=million billion,billions,bn=billion"_s);
    return scales.value(word);
}

} // namespace tabletalk
