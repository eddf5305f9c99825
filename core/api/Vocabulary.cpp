// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Vocabulary.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Vocabulary>;
template struct Instantiate<VocabularyIssue>;
template struct Instantiate<VocabularyRequest>;
template struct Instantiate<VocabularyState>;
template struct Instantiate<SaveVocabularyRequest>;
template struct Instantiate<VocabularyHistoryRequest>;
template struct Instantiate<VocabularyRevision>;
template struct Instantiate<VocabularyHistory>;
template struct Instantiate<RestoreVocabularyRequest>;
template struct Instantiate<VocabularyExport>;
template struct Instantiate<ImportVocabularyRequest>;
template struct Instantiate<VocabularyImported>;
template struct Instantiate<CheckVocabularyRequest>;
template struct Instantiate<VocabularyCheck>;

} // namespace tabletalk::api
