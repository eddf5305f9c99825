// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/NameCues.h"

#include <QSet>
#include <QString>

#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::graph {

namespace {

/// Words of a list, looked up without making a text of them.
class Words
{
public:
    explicit Words(QStringView list)
    {
        for (const QStringView word : list.split(u'|', Qt::SkipEmptyParts))
            m_words.insert(word.trimmed());
    }
    bool has(QStringView word) const { return m_words.contains(word); }

private:
    QSet<QStringView> m_words; ///< of literals, which stay
};

} // namespace

bool isArticle(QStringView word)
{
    static const Words words(
        u"the|a|an|der|die|das|den|dem|des|ein|eine|einen|einem|einer|el|la|los|las|un|una|le|les|l");
    return words.has(word);
}

bool joinsName(QStringView word)
{
    static const Words words(
        u"of|von|van|der|den|de|del|della|di|da|do|dos|du|des|la|le|el|for|für|zu|zur|&|and|und|y|et|the");
    return words.has(word);
}

bool isFunctionWord(QStringView word)
{
    static const Words words(
        u"the|a|an|this|that|these|those|it|its|he|she|they|we|you|i|his|her|their|our|your|my|all|any|both|each|"
        u"every|some|no|none|not|and|or|but|if|when|while|because|since|after|before|during|until|although|though|"
        u"however|therefore|moreover|furthermore|meanwhile|then|thus|also|in|on|at|by|for|from|to|with|without|"
        u"within|of|about|under|over|into|through|between|among|as|than|is|are|was|were|be|been|has|have|had|do|"
        u"does|did|will|would|can|could|may|might|must|shall|should|there|here|where|who|what|which|why|how|one|"
        u"two|three|four|five|six|seven|eight|nine|ten|first|second|third|last|next|new|old|more|most|many|much|"
        u"few|other|another|such|same|please|see|note|click|use|using|contact|call|visit|send|open|close|press|"
        u"select|choose|enter|read|write|make|made|get|give|take|today|yesterday|tomorrow|now|once|only|even|just|"
        u"still|yet|again|according|both|either|neither|unless|whether|upon|per|via|like|unlike|instead|yes|dear|"
        u"best|thank|thanks|together|later|earlier|currently|recently|finally|usually|since|despite|including|"
        u"every|everyone|everything|nobody|nothing|der|die|das|den|dem|des|ein|eine|einen|einem|einer|dieser|"
        u"diese|dieses|diesen|jeder|jede|jedes|alle|kein|keine|und|oder|aber|wenn|weil|dass|damit|nach|vor|bei|"
        u"mit|ohne|für|von|vom|zu|zum|zur|im|in|an|am|auf|aus|über|unter|durch|gegen|um|seit|bis|als|wie|wer|was|"
        u"wo|wann|warum|ich|du|er|sie|es|wir|ihr|ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|kann|"
        u"können|muss|müssen|soll|sollen|nicht|auch|nur|noch|schon|sehr|hier|dort|dann|heute|bitte|siehe|unsere|"
        u"unser|ihre|ihr|seine|sein|falls|sobald|zwischen|neben|während|laut|beim|el|la|los|las|un|una|y|o|pero|"
        u"si|cuando|porque|en|de|del|con|sin|para|por|es|son|fue|este|esta|estos|estas|le|les|une|des|et|ou|mais|"
        u"quand|dans|avec|sans|pour|par|est|sont|ce|cette|ces|il|elle|nous|vous|ils|elles");
    return words.has(word);
}

bool isOrdinaryWord(QStringView word)
{
    static const Words words(
        u"customers|customer|employees|employee|products|product|orders|order|refund|refunds|returns|return|"
        u"delivery|shipping|payment|payments|policy|terms|conditions|introduction|overview|summary|contents|"
        u"chapter|section|page|figure|table|appendix|annex|version|date|name|address|phone|email|example|examples|"
        u"step|steps|warning|important|question|questions|answer|answers|total");
    return isFunctionWord(word) || words.has(word);
}

bool isNoName(QStringView word)
{
    static const Words words(
        u"january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|"
        u"jul|aug|"
        u"sep|sept|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|januar|februar|märz|mai|juni|"
        u"juli|"
        u"oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|spring|summer|autumn|winter|"
        u"christmas|"
        u"easter|english|german|french|spanish|italian|japanese|chinese|russian|american|british|european|dutch|swiss|"
        u"austrian|polish|arabic|asian|african|indian|korean|portuguese|swedish|norwegian|danish|finnish|turkish|greek|"
        u"deutsch|englisch|französisch|q1|q2|q3|q4|internet|web|ok|am|pm|mr|mrs|ms|dr|prof");
    return words.has(word);
}

bool isLegalForm(QStringView word)
{
    static const Words words(
        u"inc|incorporated|corp|corporation|ltd|limited|llc|llp|plc|co|company|gmbh|ag|kg|kgaa|ohg|ug|"
        u"mbh|se|ev|eg|sa|sas|sarl|sl|srl|spa|bv|nv|oy|oyj|ab|as|asa|aps|pty|pte|kk|gk|lp");
    return words.has(word);
}

bool isOrganizationWord(QStringView word)
{
    static const Words words(
        u"inc|incorporated|corp|corporation|ltd|limited|llc|llp|plc|company|gmbh|ag|kg|ohg|university|college|"
        u"institute|"
        u"school|academy|bank|group|holding|holdings|foundation|association|federation|society|union|council|committee|"
        u"commission|ministry|department|agency|authority|bureau|office|court|parliament|museum|library|hospital|"
        u"clinic|"
        u"insurance|airlines|airways|railways|motors|industries|enterprises|partners|ventures|capital|consulting|"
        u"logistics|"
        u"pharmaceuticals|laboratories|labs|technologies|systems|solutions|software|electronics|energy|services|media|"
        u"press|"
        u"chamber|observatory|laboratory|trust|exchange|police|broadcasting|studios|club|team|party|church|"
        u"organization|organisation|league|works|foods|brothers|trading|"
        u"universität|hochschule|institut|schule|akademie|verband|verein|stiftung|gesellschaft|ministerium|bundesamt|"
        u"amt|"
        u"behörde|versicherung|klinik|krankenhaus|sparkasse|werke|verlag|bahn|universidad|banco|ministerio|université|"
        u"banque|ministère|société|compañía|kommission|partei|gewerkschaft");
    return words.has(word);
}

bool isPersonTitle(QStringView word)
{
    static const Words words(
        u"mr|mrs|ms|miss|dr|prof|professor|sir|lady|lord|dame|herr|herrn|frau|sr|sra|señor|señora|don|"
        u"doña|monsieur|madame|mme|captain|judge|senator");
    return words.has(word);
}

bool isRole(QStringView word)
{
    static const Words words(
        u"ceo|cto|cfo|coo|president|chairman|chairwoman|chair|director|manager|founder|chancellor|minister|secretary|"
        u"governor|"
        u"mayor|engineer|author|researcher|scientist|physicist|chemist|architect|designer|developer|lawyer|attorney|"
        u"doctor|"
        u"nurse|teacher|editor|journalist|spokesman|spokeswoman|spokesperson|representative|analyst|consultant|"
        u"treasurer|"
        u"accountant|technician|supervisor|head|geschäftsführer|geschäftsführerin|leiter|leiterin|vorstand|direktor|"
        u"direktorin|gründer|gründerin|präsident|präsidentin|kanzler|kanzlerin|bürgermeister|bürgermeisterin|sprecher|"
        u"sprecherin|ingenieur|ingenieurin|directora|presidente|presidenta|président|directeur|directrice");
    return words.has(word);
}

bool isFirstName(QStringView word)
{
    static const Words words(
        u"ada|adam|adrian|ahmed|aisha|akira|alan|albert|alejandro|alex|alexander|alexandra|alice|alicia|ali|amanda|amy|"
        u"ana|"
        u"andrea|andreas|andrew|angela|anita|anja|anna|anne|annette|anthony|antonio|arthur|astrid|barbara|beatrice|ben|"
        u"benjamin|bernd|bettina|bill|birgit|bob|boris|brian|brigitte|bruno|carl|carla|carlos|carmen|caroline|"
        u"catherine|"
        u"charles|charlotte|chen|chiara|christian|christiane|christina|christine|christoph|christopher|claire|clara|"
        u"claudia|"
        u"dan|daniel|daniela|david|diana|diego|dieter|dirk|dmitri|dorothy|edward|elena|elisabeth|elizabeth|ella|emily|"
        u"emma|"
        u"eric|erik|eva|fatima|felix|fernando|florian|francesca|francis|francisco|frank|franz|fred|friedrich|fumiko|"
        u"gabriel|"
        u"george|georg|gerd|giovanni|giulia|grace|greta|guido|hana|hannah|hans|harald|harry|heike|heinrich|heinz|helen|"
        u"helena|helga|henry|hiroshi|holger|hugo|ian|ibrahim|ines|ingrid|irene|isabel|isabella|ivan|jack|jacob|jakob|"
        u"james|"
        u"jan|jane|janet|javier|jean|jennifer|jens|jessica|jim|joachim|joan|joanna|joe|johann|johannes|john|jonas|"
        u"jonathan|"
        u"jorge|jose|josé|josef|joseph|juan|julia|julian|jürgen|kai|karen|karin|karl|katharina|katrin|dietrich|tomas|"
        u"katherine|kathrin|"
        u"kathleen|"
        u"keiko|kenji|kevin|klaus|kurt|lara|lars|laura|lea|lena|leo|leon|leonie|li|liam|linda|lisa|louis|louise|lucas|"
        u"lucia|luis|luisa|lukas|luke|magdalena|manfred|manuel|manuela|marc|marco|marcus|margaret|maria|maría|marie|"
        u"mario|"
        u"mark|markus|marta|martha|martin|martina|mary|matthew|matthias|max|maximilian|mei|melanie|mia|michael|"
        u"michelle|"
        u"miguel|mohammed|monica|monika|nadia|nancy|natalia|natalie|nicholas|nicole|nina|noah|nora|olga|oliver|olivia|"
        u"omar|"
        u"oscar|otto|pablo|patricia|patrick|paul|paula|pedro|peter|petra|philip|philipp|pierre|priya|rachel|rahul|"
        u"rainer|"
        u"ralf|raj|rebecca|renate|richard|rita|robert|roberto|roger|rolf|rosa|ruth|ryan|sabine|sakura|sam|samuel|"
        u"sandra|"
        u"sara|sarah|satoshi|sebastian|sergio|silvia|simon|simone|sofia|sophia|sophie|stefan|stefanie|stephan|stephen|"
        u"steve|"
        u"steven|susan|susanne|suzanne|sven|takashi|tanja|tania|teresa|theodor|theresa|thomas|tim|tobias|tom|ulrich|"
        u"ulrike|"
        u"ursula|uwe|valentina|vera|victor|victoria|viktor|walter|wei|werner|wilhelm|william|wolfgang|yuki|yoko|yusuf|"
        u"zoe");
    return words.has(word);
}

bool isKnownPlace(QStringView word)
{
    static const Words words(
        u"germany|deutschland|austria|österreich|switzerland|schweiz|france|frankreich|spain|spanien|italy|italien|"
        u"portugal|"
        u"england|scotland|wales|ireland|britain|great britain|united kingdom|uk|united "
        u"states|usa|us|america|canada|mexico|"
        u"brazil|argentina|chile|peru|colombia|japan|china|india|korea|south korea|taiwan|vietnam|thailand|indonesia|"
        u"malaysia|singapore|philippines|australia|new "
        u"zealand|russia|ukraine|poland|polen|czechia|slovakia|hungary|romania|"
        u"bulgaria|greece|turkey|türkei|israel|egypt|morocco|nigeria|kenya|south africa|norway|sweden|finland|denmark|"
        u"netherlands|niederlande|belgium|belgien|luxembourg|iceland|europe|europa|asia|africa|saudi arabia|"
        u"united arab emirates|pakistan|bangladesh|croatia|serbia|slovenia|estonia|latvia|lithuania|"
        u"berlin|hamburg|munich|münchen|cologne|köln|frankfurt|stuttgart|düsseldorf|leipzig|dresden|hannover|hanover|"
        u"nuremberg|nürnberg|bremen|essen|dortmund|bonn|mannheim|karlsruhe|heidelberg|freiburg|potsdam|kiel|lübeck|"
        u"rostock|"
        u"mainz|wiesbaden|augsburg|ulm|jena|vienna|wien|salzburg|graz|zurich|zürich|geneva|genf|basel|bern|london|"
        u"manchester|birmingham|liverpool|leeds|bristol|oxford|cambridge|edinburgh|glasgow|cardiff|belfast|dublin|cork|"
        u"paris|lyon|marseille|toulouse|nice|bordeaux|lille|strasbourg|madrid|barcelona|valencia|seville|sevilla|"
        u"bilbao|"
        u"rome|rom|milan|mailand|turin|naples|florence|venice|bologna|lisbon|porto|amsterdam|rotterdam|utrecht|the "
        u"hague|"
        u"brussels|brüssel|antwerp|ghent|copenhagen|stockholm|gothenburg|oslo|bergen|helsinki|reykjavik|warsaw|"
        u"warschau|"
        u"krakow|prague|prag|budapest|bucharest|sofia|athens|istanbul|ankara|moscow|kyiv|new york|new york city|boston|"
        u"chicago|los angeles|san francisco|san diego|san "
        u"jose|seattle|portland|denver|dallas|houston|austin|atlanta|miami|"
        u"philadelphia|washington|detroit|minneapolis|phoenix|las vegas|california|texas|florida|oregon|nevada|ohio|"
        u"michigan|illinois|massachusetts|virginia|toronto|montreal|vancouver|ottawa|calgary|mexico city|são paulo|"
        u"sao paulo|rio de janeiro|buenos aires|santiago|lima|bogota|tokyo|osaka|kyoto|yokohama|nagoya|sapporo|fukuoka|"
        u"kobe|hiroshima|beijing|shanghai|shenzhen|guangzhou|hong kong|taipei|seoul|busan|mumbai|delhi|new "
        u"delhi|bangalore|"
        u"chennai|kolkata|bangkok|hanoi|jakarta|manila|kuala "
        u"lumpur|sydney|melbourne|brisbane|perth|auckland|wellington|"
        u"cairo|casablanca|lagos|nairobi|cape town|johannesburg|dubai|abu dhabi|riyadh|tel "
        u"aviv|jerusalem|bayern|bavaria|"
        u"sachsen|saxony|hessen|hesse|baden-württemberg|nordrhein-westfalen|niedersachsen|brandenburg|thüringen");
    return words.has(word);
}

bool isPlaceWord(QStringView word)
{
    static const Words words(
        u"lake|mount|river|street|road|avenue|boulevard|square|bridge|valley|county|city|island|islands|"
        u"bay|port|airport|station|park|district|province|mountains|ocean|sea|harbour|harbor|canal|"
        u"straße|strasse|platz|allee|see|fluss|hafen|bahnhof|flughafen|insel|gasse|plaza|calle|rue");
    return words.has(word);
}

bool isProductWord(QStringView word)
{
    static const Words words(
        u"pro|plus|max|mini|lite|ultra|server|suite|studio|engine|platform|cloud|app|edition|series|model|"
        u"os|kit|sdk|db|sql|drive|one|air|mobile|desktop|manager|printer|scanner|router|sensor");
    return words.has(word);
}

bool isOrdinaryAcronym(QStringView word)
{
    static const Words words(u"pdf|html|csv|xml|json|faq|usd|eur|gbp|jpy|chf|vat|api|url|http|https|sql|cpu|gpu|ram|"
                             u"usb|dvd|cd|tv|pc|id|it|hr|pr|"
                             u"qa|ui|ux|ai|ml|ok|vs|etc|am|pm|kg|km|cm|mm|kw|kwh|mwh|hz|ghz|mhz|gb|mb|tb|kb|ii|iii|iv|"
                             u"vi|vii|viii|ix|xi|ceo|cto|"
                             u"cfo|coo|po|ps|tbd|na|nb|rfp|kpi|roi|sla|mwst|agb|nr|tel|fax|gmbh|ag|kg|inc|llc|ltd|plc|"
                             u"new|not|all|and|the|for|note|"
                             u"warning|important|must|no|yes|dos|don|never|only");
    return words.has(word);
}

std::span<const QStringView> japaneseForms()
{
    static constexpr std::array<QStringView, 9> forms = {u"株式会社", u"有限会社",     u"合同会社", u"（株）", u"㈱",
                                                         u"有限公司", u"股份有限公司", u"公司",     u"集团"};
    return forms;
}

bool isRelationVerb(QStringView word)
{
    static const Words words(
        u"acquired|acquires|acquire|bought|buys|purchased|purchases|sold|sells|founded|founds|established|establishes|"
        u"started|"
        u"owns|owned|controls|controlled|supplies|supplied|supply|manufactures|manufactured|produces|produced|makes|"
        u"built|"
        u"builds|develops|developed|designs|designed|sponsors|sponsored|funds|funded|finances|financed|invested|"
        u"invests|"
        u"manages|managed|leads|led|runs|ran|heads|headed|directs|directed|chairs|chaired|supervises|supervised|joined|"
        u"joins|"
        u"left|leaves|works|worked|employs|employed|hired|hires|appointed|appoints|succeeded|succeeds|replaced|"
        u"replaces|"
        u"married|met|wrote|writes|published|publishes|invented|invents|discovered|located|lies|based|headquartered|"
        u"lives|"
        u"lived|born|died|moved|moves|opened|opens|operates|operated|serves|served|delivers|delivered|ships|shipped|"
        u"uses|"
        u"used|signed|signs|partnered|partners|merged|merges|sued|sues|audits|audited|advises|advised|represents|"
        u"represented|reports|reported|belongs|contains|includes|requires|replaces|maintains|maintained|provides|"
        u"provided|"
        u"offers|offered|launched|launches|introduced|visited|taught|teaches|studied|studies|won|approved|approves|"
        u"certified|certifies|licensed|licenses|imports|imported|exports|exported|distributes|distributed|rents|rented|"
        u"leases|leased|operates|tests|tested|inspected|inspects|repaired|repairs|installed|installs|ordered|orders|"
        u"übernahm|übernimmt|übernommen|kaufte|kauft|gekauft|verkaufte|verkauft|gründete|gründet|gegründet|besitzt|"
        u"gehört|"
        u"leitet|leitete|geleitet|führt|führte|beliefert|belieferte|liefert|lieferte|geliefert|arbeitet|arbeitete|"
        u"produziert|produzierte|entwickelt|entwickelte|baut|baute|gebaut|liegt|sitzt|wohnt|lebt|ernannte|ernannt|"
        u"wechselte|"
        u"fusionierte|betreibt|betrieb|beschäftigt|investierte|finanziert|eröffnete|eröffnet|unterzeichnete|berät|"
        u"prüft|"
        u"adquirió|compró|fundó|dirige|trabaja|produce|fabrica|acquis|acheté|fondé|dirige|travaille|fabrique");
    return words.has(word);
}

bool isRelationNoun(QStringView word)
{
    static const Words words(
        u"subsidiary|division|branch|parent|member|supplier|customer|client|partner|competitor|owner|"
        u"founder|cofounder|co-founder|ceo|cto|cfo|coo|president|chairman|chairwoman|chair|director|"
        u"manager|head|author|capital|part|successor|predecessor|employee|shareholder|investor|"
        u"distributor|manufacturer|maker|producer|engineer|spokesperson|representative|headquarters|"
        u"tochter|tochtergesellschaft|teil|mitglied|lieferant|kunde|geschäftsführer|geschäftsführerin|"
        u"leiter|leiterin|gründer|gründerin|hauptstadt|hersteller|inhaber|vorstand|sitz");
    return words.has(word);
}

bool isPreposition(QStringView word)
{
    static const Words words(
        u"of|in|at|by|for|from|to|with|on|into|near|under|über|von|vom|bei|beim|mit|für|aus|nach|an|am|im|"
        u"zu|zum|zur|durch|de|del|en|con|por|para|à|chez|dans|par|avec|as|als");
    return words.has(word);
}

bool isAuxiliary(QStringView word)
{
    static const Words words(
        u"is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|does|did|do|being|"
        u"ist|sind|war|waren|wird|wurde|wurden|werden|hat|hatte|haben|es|fue|est|sont|a|été");
    return words.has(word);
}

} // namespace tabletalk::graph
