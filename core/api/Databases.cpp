// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Databases.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<OnboardingProgress>;
template struct Instantiate<Database>;
template struct Instantiate<DatabaseList>;
template struct Instantiate<DatabaseListRequest>;
template struct Instantiate<CreateDatabaseRequest>;
template struct Instantiate<DatabaseRequest>;
template struct Instantiate<UpdateDatabaseRequest>;
template struct Instantiate<TestUrlRequest>;
template struct Instantiate<DatabaseTestResult>;
template struct Instantiate<ColumnInfo>;
template struct Instantiate<TableInfo>;
template struct Instantiate<ExampleInfo>;
template struct Instantiate<DatabaseSchema>;

} // namespace tabletalk::api
