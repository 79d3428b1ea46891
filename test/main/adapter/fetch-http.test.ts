import { createFetchHttp } from '../../../src/main/adapter/fetch-http.ts';
import { httpSuite } from '../../port/http.suite.ts';

httpSuite('fetch', createFetchHttp);
