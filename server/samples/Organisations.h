// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/samples/SampleDatabase.h"

#include <QSqlDatabase>

namespace tabletalk::sampledata {

// One pair a sample organisation: what it is, and its tables written into an
// empty database inside the caller's transaction. The fill functions throw Problem.

SampleInfo universityInfo();
void fillUniversity(const QSqlDatabase &database);

SampleInfo hospitalInfo();
void fillHospital(const QSqlDatabase &database);

SampleInfo retailInfo();
void fillRetail(const QSqlDatabase &database);

SampleInfo factoryInfo();
void fillFactory(const QSqlDatabase &database);

} // namespace tabletalk::sampledata
