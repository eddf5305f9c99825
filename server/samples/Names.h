// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/samples/Random.h"

#include <QString>

#include <vector>

namespace tabletalk::sampledata {

struct Person
{
    QString firstName;
    QString lastName;
    bool female = false;

    QString gender() const;
    /// "mira.okafor12@example.org": reads like an address, and belongs to nobody.
    QString email(int number, const char *domain) const;
};

struct City
{
    QString name;
    QString country;
};

/// Somebody who does not exist; first and last name are drawn apart.
Person drawPerson(Random &random);

/// Cities of many countries, the ones to be drawn often first.
const std::vector<City> &cities();

/// "555-0142-7731": in the range that is kept for fiction.
QString drawPhone(Random &random);

/// The texts between the bars of "one|two|three": lists of words stay one readable literal.
std::vector<QString> words(const char *barSeparated);

} // namespace tabletalk::sampledata
