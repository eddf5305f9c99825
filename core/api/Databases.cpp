// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Databases.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<OnboardingProgress>;
template struct Instantiate<OnboardingStage>;
template struct Instantiate<OnboardingStages>;
template struct Instantiate<DatabaseHealth>;
template struct Instantiate<SchemaSelection>;
template struct Instantiate<Database>;
template struct Instantiate<DatabaseList>;
template struct Instantiate<DatabaseListRequest>;
template struct Instantiate<CreateDatabaseRequest>;
template struct Instantiate<OnboardRequest>;
template struct Instantiate<SelectionRequest>;
template struct Instantiate<DatabaseRequest>;
template struct Instantiate<UpdateDatabaseRequest>;
template struct Instantiate<TestUrlRequest>;
template struct Instantiate<TestStep>;
template struct Instantiate<DatabaseTestResult>;
template struct Instantiate<CatalogueRequest>;
template struct Instantiate<UrlCatalogueRequest>;
template struct Instantiate<CatalogueSchema>;
template struct Instantiate<CatalogueTable>;
template struct Instantiate<DatabaseCatalogue>;
template struct Instantiate<ProofAttempt>;
template struct Instantiate<ProofLayer>;
template struct Instantiate<ReadOnlyProof>;
template struct Instantiate<DriftChange>;
template struct Instantiate<SchemaDrift>;
template struct Instantiate<SchemaRequest>;
template struct Instantiate<TableRequest>;
template struct Instantiate<ColumnInfo>;
template struct Instantiate<TableInfo>;
template struct Instantiate<KeyInfo>;
template struct Instantiate<TableDetails>;
template struct Instantiate<ExampleInfo>;
template struct Instantiate<DatabaseSchema>;

} // namespace tabletalk::api
