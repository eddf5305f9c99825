// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>
#include <span>

namespace tabletalk::graph {

/// Words that tell what a name is of. All take them in lower case and without a full stop, in
/// English, German, Spanish and French, as far as they are common.

bool isArticle(QStringView word);
/// "and", "of", "von": may stand within a name.
bool joinsName(QStringView word);
/// Articles, pronouns, conjunctions and the like.
bool isFunctionWord(QStringView word);
/// Too common to be a name by itself, at the beginning of a sentence.
bool isOrdinaryWord(QStringView word);
/// Months, days, languages, nationalities: written large, but no names of things.
bool isNoName(QStringView word);

/// "inc", "gmbh": what a company's name ends with.
bool isLegalForm(QStringView word);
/// "bank", "university": a word of names of organisations.
bool isOrganizationWord(QStringView word);
/// "mr", "dr": before a person's name.
bool isPersonTitle(QStringView word);
/// "director", "president": what somebody is, before or after their name.
bool isRole(QStringView word);
bool isFirstName(QStringView word);
/// A country or a large city; also of two words: "new york".
bool isKnownPlace(QStringView words);
/// "lake", "river", "street": a word of names of places.
bool isPlaceWord(QStringView word);
/// "pro", "server", "suite": a word of names of products.
bool isProductWord(QStringView word);
/// Capital letters that name a format or a unit and nobody: "PDF", "USD".
bool isOrdinaryAcronym(QStringView word);

/// 株式会社 and the like, before or after a name.
std::span<const QStringView> japaneseForms();

/// A verb that relates two things in this form: "acquired", "leitet".
bool isRelationVerb(QStringView word);
/// A noun that relates with "of" or its like: "subsidiary", "ceo", "tochter".
bool isRelationNoun(QStringView word);
bool isPreposition(QStringView word);
/// "is", "was", "wurde": says nothing by itself.
bool isAuxiliary(QStringView word);

} // namespace tabletalk::graph
