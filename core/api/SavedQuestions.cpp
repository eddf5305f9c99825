// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/SavedQuestions.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<SavedQuestion>;
template struct Instantiate<SavedQuestionListRequest>;
template struct Instantiate<SavedQuestionList>;
template struct Instantiate<CreateSavedQuestionRequest>;
template struct Instantiate<SaveAnswerRequest>;
template struct Instantiate<SavedQuestionRequest>;
template struct Instantiate<UpdateSavedQuestionRequest>;
template struct Instantiate<RunSavedQuestionRequest>;
template struct Instantiate<SavedRun>;

} // namespace tabletalk::api
