// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Documents.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<DocumentProblem>;
template struct Instantiate<SiteLimits>;
template struct Instantiate<Document>;
template struct Instantiate<DocumentListRequest>;
template struct Instantiate<DocumentList>;
template struct Instantiate<DocumentRequest>;
template struct Instantiate<PassageListRequest>;
template struct Instantiate<PassageItem>;
template struct Instantiate<PassageList>;
template struct Instantiate<OriginalRequest>;
template struct Instantiate<OriginalPiece>;
template struct Instantiate<CreateDocumentRequest>;
template struct Instantiate<AddUrlRequest>;
template struct Instantiate<BeginUploadRequest>;
template struct Instantiate<Upload>;
template struct Instantiate<UploadPieceRequest>;
template struct Instantiate<UpdateDocumentRequest>;
template struct Instantiate<KnowledgeRequest>;
template struct Instantiate<DocumentProgress>;

} // namespace tabletalk::api
