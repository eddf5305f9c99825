// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/CommonWords.h"

#include <QHash>
#include <QSet>

#include <utility>

namespace tabletalk {

// Nouns and adjectives of everyday data. Short words that are often part of longer
// ones ("the", "her", "cat") stay out: they would tear those words apart.
static constexpr const char16_t *commonWords =
    u"access account action active activity actor actual additional address admin admission advisor age agency agent "
    u"aircraft "
    u"airline airport album allergy amount animal annual answer apartment appointment area arrival article artist "
    u"asset "
    u"assignment attendance attribute audit author average award balance bank bed begin benefit bill billing birth "
    u"block "
    u"body bonus book booking boss box branch brand budget building bus business buyer campus capacity capital car "
    u"card "
    u"cargo cart case cash catalog category cell center chain chair change channel character charge check chief child "
    u"city claim class classification client close club coach code color comment commission community company "
    u"competition "
    u"complaint component condition contact content contract control cost count country county course craft create "
    u"created "
    u"credit crew currency current customer daily damage data date day deal dean death degree delay delivery "
    u"department "
    u"depart departure deposit description design destination detail device diagnosis director discount disease "
    u"display "
    u"distance district division doctor document dog dollar domain donor door driver due duration dorm earning edition "
    u"editor education effective electric email emergency employee employer end engine enroll enrollment entry "
    u"equipment "
    u"event exam exchange expense expiry export faculty family farm father favorite fee field file film final finance "
    u"first fleet flight floor focus food foot form format founded founder free freight friend from fuel full fund "
    u"game "
    u"gas gender genre goal grade grant group growth guest gross hall head headquarter headquarters health height hire "
    u"hired "
    u"history "
    u"home host hospital hotel hour house household image import income index industry ingredient insurance interest "
    u"inventory invoice issue item job join journal key kind label land language last latitude law leader league least "
    u"left length lesson level library license life limit line link list loan location log login longitude loss lot "
    u"machine mail mailing maintenance major manager manufacturer map mark market material matter maximum meal measure "
    u"medal media medical medicine medication meeting member membership message method middle mileage minimum minor "
    u"minute "
    u"mission "
    u"mobile mode model money month monthly mother mountain movie museum music name nation nationality net network "
    u"news "
    u"next night note number nurse object occupancy office officer official online open opening operation opinion "
    u"option "
    u"order organization organisation origin original other outcome owner package page parent park part participant "
    u"participation party passenger password patient pay payment pension people percent percentage performance period "
    u"permission person pet phone photo physician pilot place plan plant platform play player playlist point policy "
    u"population port position post postal power practice premium prescription price primary print priority prize "
    u"problem "
    u"procedure process product production profession professor profile profit program project property province "
    u"public "
    u"publication publisher purchase quality quantity quarter question race rank ranking rate rating ratio reason "
    u"receipt "
    u"record reference region registration related release rent rental report request reservation residence response "
    u"rest restaurant result return revenue review river road role room route row salary sale sales sample scale "
    u"schedule "
    u"school score scene season seat second section sector security segment seller semester sensor sequence series "
    u"server "
    u"service session sex share ship shipment shipping shop short show side sign singer sister site size skill sold "
    u"song "
    u"source space speed sport staff stadium stage star start state station status stay step stock stop store street "
    u"student studio style subject subscription success supplier supply support surname system table tag target task "
    u"tax "
    u"teacher team technician telephone temperature tenant term test text theater theme ticket time title total tour "
    u"tournament town track trade train training transaction transfer transit trip truck type unit university update "
    u"user "
    u"username valid value vehicle vendor venue version video visit visitor volume vote voter voting wage warehouse "
    u"warranty "
    u"water "
    u"weather website week weight width wine winner work worker workshop worth year zip zone";

static constexpr std::pair<const char16_t *, const char16_t *> abbreviations[] = {
    {u"abbr", u"abbreviation"}, {u"acc", u"account"},      {u"acct", u"account"},      {u"addr", u"address"},
    {u"adv", u"advisor"},       {u"amt", u"amount"},       {u"apt", u"apartment"},     {u"attr", u"attribute"},
    {u"avg", u"average"},       {u"bal", u"balance"},      {u"bdate", u"birth date"},  {u"bldg", u"building"},
    {u"cat", u"category"},      {u"cnt", u"count"},        {u"comp", u"company"},      {u"cust", u"customer"},
    {u"ctry", u"country"},      {u"curr", u"currency"},    {u"dept", u"department"},   {u"desc", u"description"},
    {u"descr", u"description"}, {u"dest", u"destination"}, {u"dob", u"date of birth"}, {u"doc", u"document"},
    {u"dst", u"destination"},   {u"emp", u"employee"},     {u"eng", u"engine"},        {u"fac", u"faculty"},
    {u"fname", u"first name"},  {u"freq", u"frequency"},   {u"hq", u"headquarters"},   {u"hrs", u"hours"},
    {u"img", u"image"},         {u"info", u"information"}, {u"ins", u"insurance"},     {u"inv", u"invoice"},
    {u"lang", u"language"},     {u"lat", u"latitude"},     {u"lname", u"last name"},   {u"lng", u"longitude"},
    {u"loc", u"location"},      {u"lon", u"longitude"},    {u"maint", u"maintenance"}, {u"max", u"maximum"},
    {u"mfg", u"manufacturer"},  {u"mfr", u"manufacturer"}, {u"mgr", u"manager"},       {u"min", u"minimum"},
    {u"mname", u"middle name"}, {u"msg", u"message"},      {u"natl", u"national"},     {u"nbr", u"number"},
    {u"num", u"number"},        {u"org", u"organization"}, {u"orig", u"origin"},       {u"pct", u"percent"},
    {u"perc", u"percent"},      {u"pers", u"person"},      {u"pic", u"picture"},       {u"pop", u"population"},
    {u"pos", u"position"},      {u"prod", u"product"},     {u"prof", u"professor"},    {u"proj", u"project"},
    {u"purch", u"purchase"},    {u"pwd", u"password"},     {u"qty", u"quantity"},      {u"rec", u"record"},
    {u"ref", u"reference"},     {u"reg", u"region"},       {u"req", u"request"},       {u"res", u"reservation"},
    {u"sal", u"salary"},        {u"sched", u"schedule"},   {u"seq", u"sequence"},      {u"spec", u"specification"},
    {u"src", u"source"},        {u"stu", u"student"},      {u"subj", u"subject"},      {u"tel", u"telephone"},
    {u"temp", u"temperature"},  {u"tot", u"total"},        {u"trans", u"transaction"}, {u"txn", u"transaction"},
    {u"univ", u"university"},   {u"usr", u"user"},         {u"val", u"value"},         {u"vol", u"volume"},
    {u"wt", u"weight"},         {u"yr", u"year"},          {u"yrs", u"years"},
};

bool isCommonWord(QStringView word)
{
    static const QSet<QString> words = [] {
        QSet<QString> set;
        for (const QStringView w : QStringView(commonWords).split(u' '))
            set.insert(w.toString());
        return set;
    }();
    return words.contains(word.toString());
}

QStringView abbreviationMeaning(QStringView word)
{
    static const QHash<QString, QStringView> meanings = [] {
        QHash<QString, QStringView> map;
        for (const auto &[shortForm, meaning] : abbreviations)
            map.insert(QString::fromUtf16(shortForm), QStringView(meaning));
        return map;
    }();
    return meanings.value(word.toString());
}

} // namespace tabletalk
