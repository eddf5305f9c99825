// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/ApiKeys.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<CreateApiKeyRequest>;
template struct Instantiate<CreatedApiKey>;
template struct Instantiate<ApiKey>;
template struct Instantiate<ApiKeyListRequest>;
template struct Instantiate<ApiKeyList>;
template struct Instantiate<ApiKeyRequest>;

} // namespace tabletalk::api
