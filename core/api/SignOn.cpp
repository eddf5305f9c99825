// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/SignOn.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<SignOnGroupRole>;
template struct Instantiate<SignOnProvider>;
template struct Instantiate<SignOnProviderList>;
template struct Instantiate<CreateSignOnProviderRequest>;
template struct Instantiate<UpdateSignOnProviderRequest>;
template struct Instantiate<SignOnProviderRequest>;
template struct Instantiate<CheckSignOnRequest>;
template struct Instantiate<SignOnCheck>;
template struct Instantiate<FindSignOnRequest>;
template struct Instantiate<SignOnChoice>;
template struct Instantiate<FoundSignOn>;
template struct Instantiate<BeginSignOnRequest>;
template struct Instantiate<BegunSignOn>;
template struct Instantiate<SignOnReturnRequest>;
template struct Instantiate<SignOnReturn>;
template struct Instantiate<FinishSignOnRequest>;

} // namespace tabletalk::api
